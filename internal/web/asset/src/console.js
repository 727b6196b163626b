// What pages do beyond plain HTML. Nothing here is needed: every page works
// without scripts, only more of it is loaded anew.
import htmx from 'htmx.org' // links and forms with hx-boost change a part of the page
import './menu.js'
import './passkey.js'
import './copy.js'
import './dialog.js'
import './form.js'
import './reason.js'
import './tab.js'
import './tip.js'

htmx.config.includeIndicatorCSS = false

// say tells a screen reader what the eye sees by itself.
const said = document.getElementById('said')
const say = text => { if (said) said.textContent = text ?? '' }

document.addEventListener('copied', () => say(said?.dataset.copied))
// What loads by itself again and again has data-quiet, and says nothing.
const aloud = text => event => { if (!event.target.closest?.('[data-quiet]')) say(text()) }
document.addEventListener('htmx:before:request', aloud(() => said?.dataset.working))
document.addEventListener('htmx:after:swap', aloud(() => document.querySelector('.page-header')?.textContent))

// No answer at all: load the page itself, so that the browser tells why.
document.addEventListener('htmx:error', event => {
  const request = event.detail?.ctx?.request
  if (request?.method?.toUpperCase() === 'GET') location.assign(request.action)
  else say(said?.dataset.offline)
})
