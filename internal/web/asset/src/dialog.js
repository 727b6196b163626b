// Links with data-dialog lead to a page with one form. Here that form opens
// as a dialog over the present page; where that cannot be, the link leads on.
import { unanswered } from './offline.js'

const formOf = async address => {
  const answer = await fetch(address)
  if (!answer.ok || answer.redirected) return null
  return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-dialog-form]')
}

document.addEventListener('click', async event => {
  const link = event.target.closest('a[data-dialog]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const form = await formOf(link.href).catch(() => undefined)
  if (form === undefined) return unanswered(() => link.click())
  if (!form) return location.assign(link.href)
  const dialog = document.createElement('dialog')
  dialog.className = form.classList.contains('act-wide') ? 'ask ask-wide' : 'ask'
  dialog.setAttribute('aria-labelledby', 'act-title')
  dialog.append(form)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
})

document.addEventListener('click', event => {
  const dialog = event.target.closest('dialog [data-close]')?.closest('dialog')
  if (!dialog) return
  event.preventDefault()
  dialog.close()
})
