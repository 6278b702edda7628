/** The few shapes that pictures here are made of. Coordinates in pixels of a picture of 1280 by 960. */
export const pictureWidth = 1280
export const pictureHeight = 960

const short = (value: number) => String(Math.round(value * 10) / 10)

type Paint = { opacity?: number; stroke?: string; width?: number; turn?: readonly [degrees: number, x: number, y: number];
  round?: number }

function painted(fill: string, paint: Paint): string {
  const { opacity, stroke, width, turn } = paint
  return ` fill="${fill}"${opacity === undefined ? ''
    : ` opacity="${short(opacity * 10) === '10' ? 1 : Math.round(opacity * 100) / 100}"`}${
    stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${short(width ?? 2)}"`}${
    turn === undefined ? '' : ` transform="rotate(${turn.map(short).join(' ')})"`}`
}

export function rect(x: number, y: number, w: number, h: number, fill: string, paint: Paint = {}): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, w))}" height="${short(Math.max(0, h))}"${paint.round
    ? ` rx="${short(paint.round)}"` : ''}${painted(fill, paint)}/>`
}

export function ellipse(x: number, y: number, rx: number, ry: number, fill: string, paint: Paint = {}): string {
  return `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}"${painted(fill, paint)}/>`
}

export function circle(x: number, y: number, radius: number, fill: string, paint: Paint = {}): string {
  return ellipse(x, y, radius, radius, fill, paint)
}

export function polygon(points: readonly (readonly [x: number, y: number])[], fill: string, paint: Paint = {}): string {
  return `<polygon points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}"${painted(fill, paint)}/>`
}

/** A path whose numbers are rounded for us; `fill` may be `none`. */
export function path(d: string, fill: string, paint: Paint = {}): string {
  return `<path d="${d.replace(/-?\d+\.\d+/g, (number) => short(Number(number)))}"${painted(fill, paint)}${paint.stroke
    ? ' stroke-linecap="round"' : ''}/>`
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 2, opacity = 1): string {
  const ends = `x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"`
  return `<line ${ends} stroke="${stroke}" stroke-width="${short(width)}"${opacity === 1 ? '' : ` opacity="${opacity}"`}/>`
}

/** A vertical blend of two or three colours, to be named as a fill: `url(#name)`. */
export function blend(name: string, ...colours: string[]): string {
  const stops = colours.map((colour,
    index) => `<stop offset="${Math.round((index / (colours.length - 1)) * 100)}%" stop-color="${colour}"/>`).join('')
  return `<linearGradient id="${name}" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient>`
}

/** Which part of the drawing fills the picture: where the photographer stood. */
export type View = { x: number; y: number; width: number }

/** A view of the given width round a middle, kept inside the drawing; `bottom` is the lowest line seen. */
export function viewOf(middle: number, bottom: number, width: number): View {
  const w = Math.min(pictureWidth, width)
  const h = (w * pictureHeight) / pictureWidth
  return { x: Math.max(0, Math.min(pictureWidth - w, middle - w / 2)), y: Math.max(0, Math.min(pictureHeight - h, bottom - h)),
    width: w }
}

export function picture(definitions: readonly string[], shapes: readonly string[],
  view: View = { x: 0, y: 0, width: pictureWidth }): string {
  const box = [view.x, view.y, view.width, (view.width * pictureHeight) / pictureWidth].map(short).join(' ')
  const size = `width="${pictureWidth}" height="${pictureHeight}" viewBox="${box}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${definitions.join('')}</defs>${shapes.join('')}</svg>`
}

/** A colour darker (below 0) or lighter (above 0), by up to 1. */
export function shade(colour: string, by: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return `#${parts.map((part) => Math.round(by < 0 ? part * (1 + by) : part + (255 - part) * by).toString(16).padStart(2,
    '0')).join('')}`
}

/** So much of the way from one colour to another: haze, dusk. */
export function mix(from: string, to: string, part: number): string {
  const at = (colour: string, index: number) => Number.parseInt(colour.slice(1 + index * 2, 3 + index * 2), 16)
  return `#${[0, 1, 2].map((index) => Math.round(at(from, index) * (1 - part) + at(to, index) * part).toString(16).padStart(2,
    '0')).join('')}`
}
