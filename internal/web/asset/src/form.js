// A choice with data-submit sends its form at once; without a script the
// form has a button for it. A choice with data-hint shows the chosen option's
// hint in the field of that id.
document.addEventListener('change', event => {
  const choice = event.target
  if (choice.matches('[data-submit]')) choice.form.requestSubmit()
  const field = choice.dataset.hint && document.getElementById(choice.dataset.hint)
  if (field) field.placeholder = choice.selectedOptions[0].dataset.hint
})

// A box with data-ticks ticks all boxes of that name, or none.
document.addEventListener('change', event => {
  const name = event.target.dataset.ticks
  for (const box of name ? document.getElementsByName(name) : []) box.checked = event.target.checked
})
