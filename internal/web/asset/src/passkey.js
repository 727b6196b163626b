// Forms with data-passkey make a passkey ("create") or sign in by one ("get").
// The form's fields go to data-begin, which answers with options for the
// browser; what the browser then answers goes to the form's action, and that
// says where to go. Where the browser cannot, the form stays hidden and what
// has data-no-passkey says so.
const api = window.PublicKeyCredential

const acts = {
  create: options => navigator.credentials.create({ publicKey: api.parseCreationOptionsFromJSON(options) }),
  get: options => navigator.credentials.get({ publicKey: api.parseRequestOptionsFromJSON(options) }),
}

if (api?.parseCreationOptionsFromJSON && api.prototype.toJSON) {
  for (const form of document.querySelectorAll('[data-passkey]')) form.hidden = false
  for (const text of document.querySelectorAll('[data-no-passkey]')) text.hidden = true
}

const send = async (address, body) => {
  const answer = await fetch(address, { method: 'POST', body })
  const content = await answer.json()
  if (!answer.ok) throw new Refusal(content.detail)
  return content
}

// A Refusal is what the server says, in the visitor's words.
class Refusal extends Error {}

const sentence = (error, words) => {
  if (error instanceof Refusal) return error.message
  if (error.name === 'InvalidStateError') return words.known
  return error.name === 'NotAllowedError' ? words.cancelled : words.failed
}

document.addEventListener('submit', async event => {
  const form = event.target
  if (!form.matches('[data-passkey]')) return
  event.preventDefault()
  const problem = form.querySelector('[role=alert]')
  const button = form.querySelector('[type=submit]')
  problem.hidden = button.disabled = true
  try {
    const options = await send(form.dataset.begin, new URLSearchParams(new FormData(form)))
    const shown = await acts[form.dataset.passkey](options)
    location.assign((await send(form.action, JSON.stringify(shown))).next)
  } catch (error) {
    problem.firstElementChild.textContent = sentence(error, form.dataset)
    problem.hidden = button.disabled = false
  }
})
