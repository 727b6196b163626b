// The usage chart. ECharts is taken in parts, so that the bundle holds only
// what is drawn: lines and bars on a grid, with read-out and the marked
// provisional period. The read-out is built from DOM nodes with classes, never
// from HTML with style attributes, which the page's policy would block. The
// legend is the page's own: real tick boxes under the chart.
import * as echarts from 'echarts/core'
import 'echarts/lib/chart/bar'
import 'echarts/lib/chart/line'
import 'echarts/lib/component/aria'
import 'echarts/lib/component/gridSimple'
import 'echarts/lib/component/markArea'
import 'echarts/lib/component/tooltip'
import { CanvasRenderer } from 'echarts/renderers'
import { drill } from './chart-drill.js'
import { picture } from './chart-picture.js'

echarts.use([CanvasRenderer])

// Tabler's colours are oklch() and light-dark(), which a canvas does not take
// from a custom property. A colour means a class of media in every product.
const palettes = {
  light: { audio: '#c16312', video: '#1d4476', sd: '#009d9b', hd: '#8a39c5', hdp: '#85040d', single: '#64748b', text: '#4b5563', muted: '#6b7280', line: '#e5e7eb', surface: '#ffffff',
    members: ['#1d4476', '#c16312', '#009d9b', '#8a39c5', '#85040d', '#5c7a00', '#d6336c', '#0c7bdc', '#6b4e16'], other: '#7b8494', former: '#a9b1bd' },
  dark: { audio: '#e2a146', video: '#6bafdf', sd: '#5eead4', hd: '#9163e6', hdp: '#d6475f', single: '#94a3b8', text: '#c8c8c8', muted: '#9a9a9a', line: '#3d3d3d', surface: '#262626',
    members: ['#6bafdf', '#e2a146', '#5eead4', '#9163e6', '#d6475f', '#a3c644', '#f472b6', '#4f8ef7', '#c9a26b'], other: '#94a3b8', former: '#6f7a8a' },
}
const symbols = { audio: 'circle', video: 'rect', sd: 'triangle', hd: 'diamond', hdp: 'roundRect' }
const dashes = { plain: 'solid', hevc: [8, 4], hostin: [12, 3, 3, 3], single: 'solid' }
const decals = {
  audio: { symbol: 'none' },
  video: { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  sd: { symbol: 'circle', dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.7 },
  hd: { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  hdp: { dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: 0 },
}

const language = document.documentElement.lang
// What is below 0 has a real minus, as everywhere on pages.
const writer = options => {
  const numbers = new Intl.NumberFormat(language, options)
  return v => numbers.format(v).replace('-', '−')
}
// Figures are whole; amounts come in the smallest unit of their currency.
const exact = (places = 0) => writer({ minimumFractionDigits: places, maximumFractionDigits: places })
const compact = writer({ notation: 'compact', maximumFractionDigits: 1 })
const utc = (period, style) => new Date(period).toLocaleDateString(language, { ...style, timeZone: 'UTC' })
const palette = () => palettes[document.documentElement.dataset.bsTheme === 'dark' ? 'dark' : 'light']
const colourOf = (s, colours) => s.rank ? colours.members[s.rank - 1] : colours[s.role === 'single' ? 'single' : s.class || s.id]

const node = (tag, className, text = '') => Object.assign(document.createElement(tag), { className, textContent: text })

// The read-out of one period: every series, those switched off in the
// secondary colour, with what it is compared with.
function readout(data, shown, colours) {
  return points => {
    const k = points[0].dataIndex
    const head = node('div', 'fw-bold mb-1', data.periods[k])
    if (!data.monthly) head.append(' ', utc(data.periods[k], { weekday: 'short' }))
    if (data.provisional && k === data.periods.length - 1) head.append(node('span', 'badge ms-2', data.words.provisional))
    const table = node('table', 'table table-sm table-borderless mb-0')
    const grouped = exact(data.places)
    for (const s of data.series) table.append(readoutRow(s, k, shown.has(s.id), colours, grouped))
    const box = node('div', '')
    box.append(head, table)
    for (const m of data.marks ?? []) if (m.at === k) box.append(node('div', 'mark-text text-secondary', `${m.label}. ${m.text}`))
    if (data.past) head.append(node('div', 'fw-normal text-secondary', `${data.words.past}: ${data.past[k]}`))
    return box
  }
}

function readoutRow(s, k, on, colours, grouped) {
  const row = node('tr', on ? '' : 'text-secondary')
  const name = node('td', 'py-0 ps-0 border-0 text-reset', s.name)
  const dot = node('span', 'badge badge-dot me-2')
  dot.style.backgroundColor = on ? colourOf(s, colours) : 'transparent' // through the CSSOM: allowed by the policy
  name.prepend(dot)
  row.append(name, node('td', 'py-0 pe-0 ps-3 text-end border-0 text-reset', grouped(s.values[k])))
  if (s.past) row.append(node('td', 'py-0 pe-0 ps-3 text-end border-0 text-secondary', s.past[k] === null ? '–' : grouped(s.past[k])))
  return row
}

// Bars of one class differ by role: H265 is hollow, hosting-in striped
// upright. Those of members are stacked. The provisional one is hollow with a
// dashed edge.
function barStyle(s, colours) {
  const color = colourOf(s, colours)
  if (!s.class) return { color, borderColor: colours.surface, borderWidth: 0.5, decal: { symbol: 'none' } }
  if (s.role === 'hevc') return { color: colours.surface, borderColor: color, borderWidth: 1.5, decal: { symbol: 'none' } }
  if (s.role === 'hostin') return { color, decal: { dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: Math.PI / 2 } }
  return { color, decal: decals[s.class] }
}

const stackOf = (data, name) => data.stacked ? { stack: name } : {}

function bars(s, data, colours) {
  const last = data.periods.length - 1, color = colourOf(s, colours)
  const growing = { color: colours.surface, borderColor: color, borderWidth: 1.5, borderType: 'dashed', decal: { symbol: 'none' } }
  const bar = { type: 'bar', barMaxWidth: data.stacked ? 22 : 14, barGap: '15%' }
  const now = { ...bar, id: s.id, name: s.name, itemStyle: barStyle(s, colours), ...stackOf(data, 'now'),
    data: s.values.map((value, k) => k === last && data.provisional ? { value, itemStyle: growing } : value) }
  if (!s.past) return [now]
  return [{ ...bar, silent: true, itemStyle: { color, opacity: 0.35, decal: { symbol: 'none' } }, ...stackOf(data, 'past'), data: s.past }, now]
}

// A line is solid as far as its figures are whole; the way to the provisional
// one is a second line of dots that ends in a hollow symbol. What it is compared
// with is dashed and pale. Members' lines are stacked areas.
function lines(s, data, colours) {
  const last = data.periods.length - 1, color = colourOf(s, colours)
  const area = opacity => data.stacked ? { areaStyle: { color, opacity } } : {}
  const line = { name: s.name, type: 'line', color, symbol: symbols[s.class] ?? 'circle', symbolSize: 6, showAllSymbol: true, emphasis: { focus: 'none' } }
  const past = s.past ? [{ type: 'line', silent: true, symbol: 'none', lineStyle: { width: 1.5, color, type: [6, 5], opacity: 0.55 }, ...stackOf(data, 'past'), data: s.past }] : []
  const whole = { ...line, id: s.id, lineStyle: { width: data.stacked ? 1.5 : 2, color, type: dashes[s.role] ?? 'solid' }, showSymbol: last === 0, ...stackOf(data, 'now'), ...area(0.35),
    data: s.values.map((v, k) => data.provisional && k === last ? null : v) }
  if (!data.provisional) return [...past, whole]
  return [...past, whole, { ...line, lineStyle: { width: 2, color, type: [3, 4] }, showSymbol: true, ...stackOf(data, 'growing'), ...area(0.12),
    itemStyle: { color: colours.surface, borderColor: color, borderWidth: 2 },
    symbolSize: (v, p) => p.dataIndex === last ? 7 : 0,
    data: s.values.map((v, k) => k >= last - 1 ? v : null) }]
}

// The ground is an unseen line of zeros: it carries the provisional area and the
// marks of what happened, and keeps axes and read-out when every series is
// switched off.
function ground(data, mark, colours) {
  const last = data.periods.length - 1
  const from = data.periods[mark === 'bar' ? last : Math.max(0, last - 1)]
  const growing = data.provisional && !data.empty ? [[{ name: data.words.provisionalArea, xAxis: from }, { xAxis: data.periods[last] }]] : []
  return { type: 'line', silent: true, symbol: 'none', lineStyle: { opacity: 0 }, data: data.periods.map(() => 0),
    markArea: { silent: true, itemStyle: { color: colours.text, opacity: 0.08 }, label: { color: colours.text, fontSize: 11, position: 'insideTopRight' },
      data: [...growing, ...happened(data, colours)] } }
}

// A mark is an area of one period, whose edge is a line where that has no width.
function happened(data, colours) {
  const labels = new Map()
  for (const m of data.marks ?? []) labels.set(m.at, [...labels.get(m.at) ?? [], m.label])
  return [...labels].map(([at, label]) => [
    { name: label.join(', '), xAxis: data.periods[at], itemStyle: { color: colours.text, opacity: 0.35, borderColor: colours.text, borderWidth: 1, borderType: [3, 3] },
      label: { position: 'top', distance: 1, color: colours.text, fontSize: 11 } },
    { xAxis: data.periods[at] }])
}

function option(data, shown, mark, width) {
  const colours = palette()
  const last = data.periods.length - 1
  const step = Math.ceil(data.periods.length / (width / 84)) // labels are counted from the last period backwards
  const drawn = data.empty ? [] : data.series.filter(s => shown.has(s.id))
  const below = drawn.some(s => s.values.some(v => v < 0))
  const labels = data.monthly ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' }
  return {
    animation: false,
    aria: { enabled: true, label: { description: data.words.description }, decal: { show: mark === 'bar' } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 12, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'axis', confine: true, transitionDuration: 0, formatter: readout(data, shown, colours), className: 'shadow-sm',
      backgroundColor: colours.surface, borderColor: colours.line, textStyle: { color: colours.text, fontSize: 13 },
      axisPointer: { type: mark === 'bar' ? 'shadow' : 'line', lineStyle: { color: colours.muted, type: 'solid' } } },
    xAxis: { type: 'category', boundaryGap: mark === 'bar', data: data.periods, axisTick: { show: false }, axisLine: { onZero: !below, lineStyle: { color: colours.line } },
      axisLabel: { color: colours.text, interval: k => (last - k) % step === 0, formatter: p => utc(p, labels) } },
    yAxis: { type: 'value', splitNumber: 4, minInterval: 1, min: below ? null : 0, max: data.empty ? 4 : null, splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.text, formatter: v => compact(v) } },
    series: [ground(data, mark, colours), ...drawn.flatMap(s => (mark === 'bar' ? bars : lines)(s, data, colours))],
  }
}

const boxes = () => [...document.querySelectorAll('[data-series]')]
const ticked = () => boxes().filter(box => box.checked).map(box => box.value)
const asShown = () => boxes().every(box => box.checked === (box.dataset.series === 'shown'))
const markNow = () => document.querySelector('[name=mark]:checked')?.value ?? 'line'

function paintLegend(data) {
  const colours = palette()
  for (const s of data.series) {
    const key = document.querySelector(`[data-key="${CSS.escape(s.id)}"]`)
    if (key) key.style.color = colourOf(s, colours)
  }
}

// keep puts what was switched on the page into its address and its links, so
// that it survives a reload, a bookmark and the next click.
function keep(data) {
  history.replaceState(history.state, '', switched(new URL(location.href), true))
  for (const a of document.querySelectorAll(`a[href^="${location.pathname}?"]`)) {
    const address = new URL(a.href)
    switched(address, (address.searchParams.get('product') ?? '') === data.product)
    a.setAttribute('href', address.pathname + address.search)
  }
}

function switched(address, own) {
  const query = address.searchParams
  query.delete('mark')
  if (markNow() === 'bar') query.set('mark', 'bar')
  if (!own) return address
  query.delete('series')
  if (!asShown()) for (const id of ['', ...ticked()]) query.append('series', id)
  return address
}

const drawings = new Map() // element → what frees its chart

function start(element) {
  const data = JSON.parse(document.getElementById(element.dataset.chart).textContent)
  if (data.places) for (const s of data.series) s.values = s.values.map(v => v / 10 ** data.places)
  const chart = echarts.init(element)
  const drawn = () => data.series.filter(s => document.querySelector(`[data-series][value="${CSS.escape(s.id)}"]`)?.checked)
  const draw = () => {
    paintLegend(data)
    chart.setOption(option(data, new Set(ticked()), markNow(), element.clientWidth), { notMerge: true })
  }
  for (const input of [...boxes(), ...document.querySelectorAll('[name=mark]')]) {
    input.addEventListener('change', () => { draw(); keep(data) })
  }
  drill(chart, element, data, drawn)
  document.getElementById('picture')?.addEventListener('click', () => picture(chart, data, drawn().map(s => ({ name: s.name, colour: colourOf(s, palette()) })), palette()))
  const resized = new ResizeObserver(() => { chart.resize(); draw() })
  resized.observe(element)
  const themed = new MutationObserver(draw)
  themed.observe(document.documentElement, { attributeFilter: ['data-bs-theme'] })
  drawings.set(element, () => { resized.disconnect(); themed.disconnect(); chart.dispose() })
}

// startAll draws what is new on the page and frees what is gone from it.
function startAll() {
  for (const [element, free] of drawings) {
    if (element.isConnected) continue
    free()
    drawings.delete(element)
  }
  for (const element of document.querySelectorAll('[data-chart]')) if (!drawings.has(element)) start(element)
}

// A preset shows its days at once; days that are typed make it custom. Another
// company has other projects.
document.addEventListener('input', event => {
  const form = event.target.closest('form[data-days]')
  if (!form) return
  const { interval, from, to, company, project } = form.elements
  if (event.target === company) project.value = ''
  if (event.target === from || event.target === to) interval.value = 'custom'
  const days = interval.selectedOptions[0].dataset
  if (event.target === interval && days.from) [from.value, to.value] = [days.from, days.to]
})

// What the server knows by itself is not sent (a preset's days, the
// catalogue's series), so that a bookmark of "last 30 days" moves with time.
const series = () => document.querySelectorAll('[name=series]')
document.addEventListener('submit', event => {
  const { interval, from, to } = event.target.elements
  if (event.target.id !== 'filter') return
  if (interval) from.disabled = to.disabled = interval.value !== 'custom'
  if (asShown()) for (const input of series()) input.disabled = true
}, true)
addEventListener('pageshow', () => {
  for (const input of document.querySelectorAll('form[data-days] [name=from], form[data-days] [name=to], [name=series]')) input.disabled = false
})

startAll()
document.addEventListener('htmx:after:swap', startAll)
