// A period of the chart leads to what it is made of, and a month to its days:
// by a click, or by the arrow keys and Enter. The first touch only shows the
// read-out, the second one follows.
export function drill(chart, element, data, drawn) {
  const last = data.periods.length - 1
  let at = null

  const addressOf = (k, id) => {
    if (data.monthly) return data.links[k]
    const series = data.series.find(s => s.id === id) ?? drawn()[0] ?? data.series[0]
    return series.link && series.link + data.periods[k]
  }
  const open = address => {
    if (address) location.assign(address)
  }
  const follow = (k, id, touched) => {
    if (touched && at !== k) at = k
    else open(addressOf(k, id))
  }

  let hit // the series under the pointer, of which the chart tells first
  chart.on('click', 'series', p => { hit = p.seriesId })
  const zr = chart.getZr()
  zr.on('click', e => {
    const point = [e.offsetX, e.offsetY], id = hit
    hit = undefined
    if (data.empty || !chart.containPixel('grid', point)) return
    follow(Math.max(0, Math.min(last, chart.convertFromPixel('grid', point)[0])), id, e.event.pointerType === 'touch')
  })
  zr.on('mousemove', e => zr.setCursorStyle(!data.empty && addressOf(0) && chart.containPixel('grid', [e.offsetX, e.offsetY]) ? 'pointer' : 'default'))

  const steps = { ArrowLeft: k => k - 1, ArrowRight: k => k + 1, Home: () => 0, End: () => last }
  element.addEventListener('keydown', event => {
    if (event.key === 'Enter' && at !== null && !data.empty) return open(addressOf(at))
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    at = at === null ? last : Math.max(0, Math.min(last, step(at)))
    chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: at })
    const said = document.getElementById('said')
    if (said) said.textContent = [data.periods[at], ...drawn().map(s => `${s.name} ${s.values[at]}`)].join(', ')
  })
  element.addEventListener('blur', () => chart.dispatchAction({ type: 'hideTip' }))
}
