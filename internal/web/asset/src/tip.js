// A tip is a popover that its button opens by click, Enter and Escape without
// any script. Added here: hovering opens it too, until the pointer leaves.
const tipOf = target => {
  const button = target.closest?.('[data-tip]')
  return button && document.getElementById(button.getAttribute('popovertarget'))
}

document.addEventListener('mouseover', event => {
  const tip = tipOf(event.target)
  if (tip && !tip.matches(':popover-open')) {
    tip.showPopover({ source: event.target.closest('[data-tip]') })
    tip.dataset.hovered = ''
  }
})

document.addEventListener('mouseout', event => {
  for (const tip of document.querySelectorAll('[popover][data-hovered]')) {
    const to = event.relatedTarget
    if (to && (tip.contains(to) || tipOf(to) === tip)) continue
    delete tip.dataset.hovered
    tip.hidePopover()
  }
})
