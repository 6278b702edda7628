import type { Random } from './random.ts'
import { blend, circle, ellipse, line, mix, path, pictureHeight, pictureWidth, polygon, rect, shade } from './svg.ts'

/** What the light of an hour does to a picture. */
export type Mood = {
  sky: readonly [string, string, string]
  sun: string
  sunAt: readonly [x: number, y: number, radius: number]
  cloud: string
  ground: string
  road: string
  leaf: string
  /** Laid over walls: warm at evening, grey in the harmattan. */
  tint: string
  tintPart: number
  glass: string
  /** How likely a window is lit. */
  lit: number
}

const moods: readonly (readonly [Mood, number])[] = [
  [{ sky: ['#7fbde0', '#b5d9ea', '#e4f0ee'], sun: '#fff7df', sunAt: [1010, 150, 58], cloud: '#ffffff', ground: '#e2c79c',
    road: '#b9ab98', leaf: '#3f8455', tint: '#ffffff', tintPart: 0, glass: '#6f93a8', lit: 0.06 }, 38],
  [{ sky: ['#9fcfe6', '#d7e8e6', '#f6ead2'], sun: '#fff3c9', sunAt: [250, 190, 64], cloud: '#ffffff', ground: '#e6cba2',
    road: '#bfb19d', leaf: '#4a8b58', tint: '#ffe9c4', tintPart: 0.12, glass: '#7c9cae', lit: 0.08 }, 24],
  [{ sky: ['#f0a868', '#f6cb96', '#fbe6c6'], sun: '#fff0c2', sunAt: [960, 330, 76], cloud: '#fbe0bd', ground: '#d9ac75',
    road: '#a98e73', leaf: '#566f3d', tint: '#f2b06a', tintPart: 0.26, glass: '#7a8590', lit: 0.22 }, 18],
  [{ sky: ['#3f4d7a', '#8a6f92', '#e8a57f'], sun: '#ffd9a0', sunAt: [300, 470, 60], cloud: '#a98aa0', ground: '#8d7468',
    road: '#6c6068', leaf: '#34503f', tint: '#4b4a6e', tintPart: 0.42, glass: '#4d5a75', lit: 0.55 }, 9],
  [{ sky: ['#d3c8b4', '#dfd5c2', '#e9e0cf'], sun: '#f7efdc', sunAt: [820, 170, 54], cloud: '#e8dfcf', ground: '#d8bd94',
    road: '#b5a690', leaf: '#6f7f52', tint: '#d9c8a8', tintPart: 0.24, glass: '#87939a', lit: 0.08 }, 11],
]

export function moodOf(random: Random): Mood {
  return random.weighted(moods)
}

const walls = ['#f3ede2', '#efe0c5', '#e7c99a', '#dba97a', '#c98a63', '#f0d9b5', '#e9e4da', '#d8b99a', '#f6e7c9', '#cfd8d8',
  '#e5b9a0', '#dfe3d3'] as const
const trims = ['#0e6b5a', '#a4502f', '#7a4a32', '#2f5d73', '#8a6d3b', '#5b5750', '#b5672f', '#33564a'] as const

export type Colours = { wall: string; side: string; trim: string; roof: string; frame: string }

export function coloursOf(random: Random, mood: Mood): Colours {
  const wall = mix(random.pick(walls), mood.tint, mood.tintPart)
  const trim = mix(random.pick(trims), mood.tint, mood.tintPart * 0.6)
  return { wall, side: shade(wall, -0.16), trim, roof: shade(trim, -0.12), frame: mix('#fbf7ef', mood.tint, mood.tintPart) }
}

export const horizon = 640

export function skyAndGround(random: Random, mood: Mood, horizonAt = horizon): { definitions: string[]; shapes: string[] } {
  const [x, y, radius] = mood.sunAt
  const shapes = [
    rect(0, 0, pictureWidth, horizonAt + 40, 'url(#sky)'),
    circle(x, y, radius * 1.9, mood.sun, { opacity: 0.25 }),
    circle(x, y, radius, mood.sun, { opacity: 0.95 }),
  ]
  for (let clouds = random.whole(0, 3); clouds > 0; clouds--) shapes.push(cloud(random.between(40, 1180), random.between(60, 300),
    random.between(0.6, 1.3), mood.cloud))
  if (random.chance(0.4)) shapes.push(birds(random, mood))
  shapes.push(rect(0, horizonAt, pictureWidth, pictureHeight - horizonAt, 'url(#ground)'))
  return { definitions: [blend('sky', ...mood.sky), blend('ground', shade(mood.ground, 0.12), mood.ground,
    shade(mood.ground, -0.12))], shapes }
}

function cloud(x: number, y: number, size: number, colour: string): string {
  return [[0, 0, 70, 24], [-44, 10, 46, 18], [46, 10, 54, 19], [14, -14, 40,
    22]].map(([dx, dy, rx, ry]) => ellipse(x + dx! * size, y + dy! * size, rx! * size, ry! * size, colour,
    { opacity: 0.72 })).join('')
}

function birds(random: Random, mood: Mood): string {
  const colour = shade(mood.sky[0], -0.45)
  let shapes = ''
  for (let count = random.whole(2, 4); count > 0; count--) {
    const [x, y, s] = [random.between(200, 1000), random.between(90, 260), random.between(8, 13)]
    shapes += path(`M${x - s * 2} ${y} q${s} ${-s} ${s * 2} 0 q${s} ${-s} ${s * 2} 0`, 'none', { stroke: colour, width: 2.4 })
  }
  return shapes
}

/** Roofs of the quartier behind, paler with distance. */
export function skyline(random: Random, mood: Mood, height = 90, horizonAt = horizon): string {
  let shapes = ''
  for (const [depth, part] of [[1, 0.72], [0.62, 0.5]] as const) {
    for (let x = -40; x < pictureWidth;) {
      const width = random.between(60, 170)
      const tall = random.between(0.35, 1) * height * depth
      const colour = mix(mix(random.pick(walls), mood.tint, mood.tintPart), mood.sky[2], part)
      shapes += rect(x, horizonAt - tall, width, tall + 6, colour)
      if (random.chance(0.25)) shapes += rect(x + width * 0.3, horizonAt - tall - 16, 18, 16, shade(colour, -0.08))
      if (random.chance(0.12)) shapes += rect(x + width * 0.5, horizonAt - tall - 54, 12, 54, shade(colour, 0.1))
        + circle(x + width * 0.5 + 6, horizonAt - tall - 56, 9, shade(colour, -0.1))
      x += width + random.between(-6, 30)
    }
  }
  return shapes
}

export function sea(random: Random, mood: Mood, top = horizon - 60, bottom = horizon + 30): string {
  const water = mix('#4f9dad', mood.sky[1], 0.35)
  let shapes = rect(0, top, pictureWidth, bottom - top, water) + rect(0, top, pictureWidth, 5, shade(water, 0.25))
  for (let count = 0; count < 14; count++) {
    const x = random.between(0, 1200)
    shapes += rect(x, random.between(top + 12, bottom - 8), random.between(30, 120), 3, shade(water, 0.35),
      { opacity: 0.7, round: 2 })
  }
  if (random.chance(0.6)) shapes += pirogue(random.between(140, 1100), top + 34, random)
  return shapes
}

/** The painted fishing boats of the coast. */
function pirogue(x: number, y: number, random: Random): string {
  const hull = random.pick(['#c94f3d', '#2f6f8f', '#e0b04a', '#f2efe6'])
  return path(`M${x - 60} ${y - 12} q60 34 120 0 l-14 20 h-92 z`, hull) + rect(x - 46, y - 2, 92, 4, '#f5e9c8')
}

export function road(mood: Mood, top = 800): string {
  const kerb = shade(mood.road, 0.28)
  let shapes = rect(0, top, pictureWidth, pictureHeight - top, mood.road) + rect(0, top, pictureWidth, 10, kerb)
    + rect(0, top + 10, pictureWidth, 4, shade(mood.road, -0.25))
  for (let x = 30; x < pictureWidth; x += 190) shapes += rect(x, top + 84, 96, 8, shade(mood.road, 0.4), { opacity: 0.75 })
  return shapes
}

export function sandPath(random: Random, mood: Mood, top = 800): string {
  let shapes = ''
  for (let count = 0; count < 34; count++) {
    shapes += ellipse(random.between(0, 1280), random.between(top - 40, 950), random.between(8, 46), random.between(2, 6),
      shade(mood.ground, random.chance(0.5) ? -0.1 : 0.16), { opacity: 0.55 })
  }
  return shapes
}

export function palm(x: number, base: number, height: number, random: Random, mood: Mood): string {
  const trunk = mix('#8a6a48', mood.tint, mood.tintPart)
  const lean = random.between(-0.12, 0.12) * height
  const [topX, topY] = [x + lean, base - height]
  const half = height * 0.026
  let shapes = path(`M${x - half * 1.5} ${base} Q${x - half + lean * 0.2} ${base - height * 0.5} ${topX - half} ${topY} L${topX
    + half} ${topY} Q${x + half + lean * 0.2} ${base - height * 0.5} ${x + half * 1.7} ${base} Z`, trunk)
  const leaves = random.whole(8, 10)
  for (let index = 0; index < leaves; index++) {
    const angle = Math.PI * (1.08 * (index / (leaves - 1)) - 0.04) + random.between(-0.07, 0.07)
    const reach = height * random.between(0.34, 0.44)
    const [endX, endY] = [topX - Math.cos(angle) * reach, topY - Math.sin(angle) * reach * 0.42 + reach * 0.34]
    const [bendX, bendY] = [topX - Math.cos(angle) * reach * 0.62, topY - Math.sin(angle) * reach * 0.62 - reach * 0.12]
    const colour = shade(mood.leaf, index % 2 ? 0.08 : -0.1)
    shapes += path(`M${topX} ${topY} Q${bendX} ${bendY} ${endX} ${endY} Q${bendX + 4} ${bendY + reach * 0.2} ${topX} ${topY
      + 6} Z`, colour)
  }
  return shapes + circle(topX - 5, topY + 8, height * 0.022, shade(trunk, -0.25))
    + circle(topX + 6, topY + 10, height * 0.02, shade(trunk, -0.3))
}

export function tree(x: number, base: number, size: number, random: Random, mood: Mood): string {
  const trunk = mix('#7b5c40', mood.tint, mood.tintPart)
  let shapes = rect(x - size * 0.05, base - size * 0.5, size * 0.1, size * 0.5, trunk)
  for (const [dx, dy, radius] of [[-0.24, -0.62, 0.26], [0.24, -0.6, 0.27], [0, -0.82, 0.32], [0.02, -0.56, 0.3]] as const) {
    shapes += circle(x + dx * size + random.between(-4, 4), base + dy * size, radius * size,
      shade(mood.leaf, random.between(-0.14, 0.1)))
  }
  return shapes
}

export function baobab(x: number, base: number, size: number, random: Random, mood: Mood): string {
  const bark = mix('#937a63', mood.tint, mood.tintPart)
  let shapes = path(`M${x - size * 0.19} ${base}
    Q${x - size * 0.12} ${base - size * 0.3} ${x - size * 0.13} ${base - size * 0.56} L${x + size * 0.13} ${base - size * 0.56}
    Q${x + size * 0.12} ${base - size * 0.3} ${x + size * 0.2} ${base} Z`, bark)
  for (let branch = 0; branch < 7; branch++) {
    const angle = Math.PI * (0.1 + 0.8 * (branch / 6))
    const [endX, endY] = [x - Math.cos(angle) * size * 0.42, base - size * 0.54 - Math.sin(angle) * size * 0.34]
    shapes += line(x + (branch - 3) * size * 0.03, base - size * 0.54, endX, endY, bark, size * 0.035)
    shapes += ellipse(endX, endY, size * random.between(0.09, 0.14), size * 0.06, shade(mood.leaf, random.between(-0.1, 0.1)),
      { opacity: 0.92 })
  }
  return shapes
}

export function bougainvillea(x: number, y: number, width: number, random: Random, mood: Mood): string {
  const flower = mix(random.pick(['#c2417c', '#d4574f', '#e08a3c']), mood.tint, mood.tintPart * 0.7)
  let shapes = ''
  for (let count = 0; count < width / 9; count++) {
    shapes += circle(x + random.between(0, width), y + random.between(-16, 20), random.between(9, 17), random.chance(0.38)
      ? mood.leaf : shade(flower, random.between(-0.1, 0.15)))
  }
  return shapes
}

/** A taxi of Dakar (black and yellow) or another car, seen from the side. `x` is its middle, `base` where its wheels stand. */
export function car(x: number, base: number, random: Random, mood: Mood): string {
  const taxi = random.chance(0.35)
  const body = taxi ? '#e9b82f' : mix(random.pick(['#f2f0ea', '#8d979c', '#a33c33', '#2f4f6b', '#3f4348', '#c9c2b2']), mood.tint,
    mood.tintPart * 0.7)
  const side = random.chance(0.5) ? 1 : -1
  const at = (dx: number) => x + dx * side
  const lower = taxi ? '#2b2a28' : shade(body, -0.16)
  return [
    ellipse(x, base + 2, 128, 9, '#000000', { opacity: 0.18 }),
    path(`M${at(-118)} ${base - 14} L${at(-116)} ${base - 46} Q${at(-90)} ${base - 54} ${at(-66)} ${base - 56}
      Q${at(-44)} ${base - 92} ${at(-8)} ${base - 92} L${at(34)} ${base - 90}
      Q${at(62)} ${base - 78} ${at(76)} ${base - 56} Q${at(112)} ${base - 52} ${at(118)} ${base - 34}
      L${at(118)} ${base - 14} Z`, body),
    path(`M${at(-118)} ${base - 14} L${at(-117)} ${base - 30} L${at(118)} ${base - 30} L${at(118)} ${base - 14} Z`, lower),
    path(`M${at(-52)} ${base - 56} Q${at(-36)} ${base - 82} ${at(-8)} ${base - 82} L${at(4)} ${base - 82}
      L${at(4)} ${base - 56} Z`, '#51616b'),
    path(`M${at(12)} ${base - 56} L${at(12)} ${base - 82} L${at(32)} ${base - 81}
      Q${at(52)} ${base - 74} ${at(62)} ${base - 56} Z`, '#51616b'),
    ...(taxi ? [rect(x - 13, base - 104, 30, 12, '#f6e7b0', { round: 3 })] : []),
    ...[-72, 76].flatMap((dx) => [circle(at(dx), base - 14, 22, '#2a2725'), circle(at(dx), base - 14, 10, '#b9b5ac')]),
  ].join('')
}

export function person(x: number, base: number, random: Random): string {
  const cloth = random.pick(['#d08a2e', '#2f7a6b', '#8e3f63', '#e6dcc4', '#3b5f8a', '#b9432f'])
  const skin = random.pick(['#5a3a28', '#4a2f21', '#6b4630'])
  return path(`M${x - 17} ${base} L${x - 11} ${base - 70} Q${x} ${base - 80} ${x + 11} ${base - 70} L${x + 17} ${base} Z`, cloth)
    + circle(x, base - 88, 11, skin)
    + (random.chance(0.5) ? ellipse(x, base - 97, 13, 8, shade(cloth, -0.2)) : '')
}

/** A wall round a plot with its gate. */
export function fence(from: number, to: number, base: number, height: number, colour: string,
  gate: readonly [at: number, width: number] | null, trim: string): string {
  let shapes = rect(from, base - height, to - from, height, colour) + rect(from, base - height - 8, to - from, 10,
    shade(colour, 0.25)) + rect(from, base - 14, to - from, 14, shade(colour, -0.14))
  for (let x = from + 110; x < to - 30; x += 150) shapes += rect(x, base - height - 14, 20, height + 14, shade(colour, -0.07))
  if (!gate) return shapes
  const [at, width] = gate
  shapes += rect(at - 12, base - height - 22, 14, height + 22, shade(colour, -0.12))
    + rect(at + width - 2, base - height - 22, 14, height + 22, shade(colour, -0.12))
  shapes += rect(at, base - height - 6, width, height + 6, trim)
  for (let x = at + 12; x < at + width - 6; x += 18) shapes += rect(x, base - height + 4, 6, height - 10, shade(trim, 0.22))
  return shapes + polygon([[at + width / 2 - 1, base - height - 6], [at + width / 2 + 1, base - height - 6],
    [at + width / 2 + 1, base], [at + width / 2 - 1, base]], shade(trim, -0.3))
}
