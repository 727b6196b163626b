// Until a theme is chosen, pages follow the system's. Some browsers tell the
// server by a header which it is. For the others, and for when it changes while
// a page is open, this sets it, and tells the server by a cookie.
const root = document.documentElement
const system = matchMedia('(prefers-color-scheme: dark)')

const follow = () => {
  if (!('followsSystem' in root.dataset)) return
  const [theme, other] = system.matches ? ['dark', 'light'] : ['light', 'dark']
  document.cookie = `system-theme=${theme}; path=/; max-age=31536000; samesite=lax`
  if (root.dataset.bsTheme === theme) return
  root.dataset.bsTheme = theme
  document.querySelector('meta[name="color-scheme"]').content = theme
  for (const button of document.querySelectorAll('button[name="theme"]')) button.value = other
}

system.addEventListener('change', follow)
follow()
