// Tabs that do not fit scroll sideways; the present one is to be in sight.
const show = () => {
  for (const tab of document.querySelectorAll('.overflow-x-auto > .nav-item > .active')) {
    const list = tab.closest('.overflow-x-auto')
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2
  }
}

show()
document.addEventListener('htmx:after:swap', show)
