// Where nobody answers, or a proxy in our place, what is on the page stays, and
// a notice offers to try again.
let again

export const unanswered = retry => {
  const notice = document.getElementById('offline')
  if (!notice) return retry()
  again = retry
  notice.hidden = false
  if (!document.activeElement.matches('input')) notice.querySelector('[data-again]').focus()
}

export const answered = () => {
  const notice = document.getElementById('offline')
  if (notice) notice.hidden = true
}

document.addEventListener('click', event => {
  if (!event.target.closest('[data-again]')) return
  answered()
  again()
})
