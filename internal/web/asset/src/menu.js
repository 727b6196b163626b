// Menus are <details data-menu>, which open and close by themselves. Added
// here: a click elsewhere or Escape closes them, and the phone's navigation
// folds.
const open = () => document.querySelectorAll('details[data-menu][open]')

document.addEventListener('click', event => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
  const toggle = event.target.closest('[data-toggle]')
  if (!toggle) return
  const folded = document.getElementById(toggle.dataset.toggle)
  toggle.setAttribute('aria-expanded', folded.classList.toggle('show'))
})

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return
  for (const menu of open()) {
    const inside = menu.contains(document.activeElement)
    menu.open = false
    if (inside) menu.querySelector('summary').focus()
  }
})
