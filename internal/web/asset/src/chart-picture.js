// The chart as a picture to keep: what is drawn, with its title, whose figures
// it shows as of when, and its legend.
const ratio = 2 // pixels of the picture to one of the page
const margin = 16

export function picture(chart, data, legend, colours) {
  const plot = chart.renderToCanvas({ pixelRatio: ratio, backgroundColor: colours.surface })
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d')
  const family = getComputedStyle(document.body).fontFamily
  const width = plot.width / ratio
  pen.font = `13px ${family}`
  const rows = layOut(legend, width, name => pen.measureText(name).width)
  canvas.width = plot.width + 2 * margin * ratio
  canvas.height = plot.height + (68 + rows.length * 22 + margin) * ratio
  pen.scale(ratio, ratio)
  pen.fillStyle = colours.surface
  pen.fillRect(0, 0, canvas.width, canvas.height)
  write(pen, data.words.title, margin, 28, `600 16px ${family}`, colours.text)
  write(pen, `${data.periods[0]} – ${data.periods.at(-1)} · ${data.words.scope}`, margin, 50, `13px ${family}`, colours.muted)
  pen.drawImage(plot, margin, 60, width, plot.height / ratio)
  rows.forEach((row, r) => row.forEach(({ name, colour, x }) => {
    const y = plot.height / ratio + 82 + r * 22
    pen.fillStyle = colour
    pen.fillRect(margin + x, y - 10, 12, 10)
    write(pen, name, margin + x + 18, y, `13px ${family}`, colours.text)
  }))
  canvas.toBlob(blob => save(blob, `${data.name ?? `usage-${data.product}`}-${data.periods[0]}-${data.periods.at(-1)}.png`))
}

// layOut breaks the legend into rows.
function layOut(legend, width, measure) {
  const rows = [[]]
  let x = 0
  for (const entry of legend) {
    const taken = 18 + measure(entry.name) + 20
    if (x > 0 && x + taken > width) {
      rows.push([])
      x = 0
    }
    rows.at(-1).push({ ...entry, x })
    x += taken
  }
  return rows
}

function write(pen, text, x, y, font, colour) {
  pen.font = font
  pen.fillStyle = colour
  pen.fillText(text, x, y)
}

function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
