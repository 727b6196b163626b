// The preview of a mail shows the reason as it is chosen and written. Without
// a script it shows the one that the form came with.
document.addEventListener('input', event => {
  const form = event.target.closest('[data-reason]')?.form
  const shown = form?.querySelector('[data-reason=shown]')
  if (!shown) return
  const note = form.elements.note
  const parts = [form.elements.choice.selectedOptions[0].dataset.text, note.value.trim().split(/\s+/).join(' ')]
  shown.textContent = parts.filter(part => part).join(note.dataset.join)
})
