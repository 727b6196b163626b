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
import './theme.js'
import { answered, unanswered } from './offline.js'

htmx.config.includeIndicatorCSS = false

// say tells a screen reader what the eye sees by itself.
const said = document.getElementById('said')
const say = text => { if (said) said.textContent = text ?? '' }

document.addEventListener('copied', () => say(said?.dataset.copied))
// What loads by itself again and again has data-quiet, and says nothing.
const aloud = text => event => { if (!event.target.closest?.('[data-quiet]')) say(text()) }
document.addEventListener('htmx:before:request', aloud(() => said?.dataset.working))
document.addEventListener('htmx:after:swap', aloud(() => document.querySelector('.page-header')?.textContent))

// No answer, or one that is no page of ours: the same link or form may be
// tried again. What loads by itself again and again does so anyway.
const unanswer = element => {
  if (element.closest('[data-quiet]')) return
  say('')
  unanswered(() => element.isConnected ? element.matches('form') ? element.requestSubmit() : element.click() : location.reload())
}
document.addEventListener('htmx:error', event => { if (event.detail.ctx) unanswer(event.detail.ctx.sourceElement) })
document.addEventListener('htmx:before:swap', event => {
  const { ctx } = event.detail
  if (!ctx.select || ctx.text.includes(`id="${ctx.select.slice(1)}"`)) return
  event.preventDefault()
  unanswer(ctx.sourceElement)
})
document.addEventListener('htmx:after:swap', answered)
