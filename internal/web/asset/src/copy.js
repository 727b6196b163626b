// Buttons with data-copy copy that text. Without a clipboard (plain http away
// from this machine) they are of no use and not shown.
if (!navigator.clipboard) document.documentElement.classList.add('no-clipboard')

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]')
  if (!button) return
  await navigator.clipboard.writeText(button.dataset.copy)
  const use = button.querySelector('use')
  const before = use.getAttribute('href')
  if (before.endsWith('#copy')) {
    use.setAttribute('href', before.replace('#copy', '#check'))
    setTimeout(() => use.setAttribute('href', before), 2000)
  }
  document.dispatchEvent(new Event('copied'))
})
