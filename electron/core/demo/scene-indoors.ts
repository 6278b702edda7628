import type { Random } from './random.ts'
import { moodOf } from './scene-outdoors.ts'
import type { Mood } from './scene-outdoors.ts'
import { blend, circle, ellipse, line, mix, path, picture, polygon, rect, shade, viewOf } from './svg.ts'
import type { View } from './svg.ts'

/** A room seen from its door: back wall, two side walls, floor. */
type Room = { wall: string; floor: string; left: number; right: number; top: number; bottom: number; mood: Mood; shapes: string[];
  definitions: string[]; view: View }

const paints = ['#f2eadb', '#ece3d3', '#e8d8bd', '#f4efe4', '#dfe3d8', '#ead2bb', '#e5dccb', '#d9dfe0'] as const
const tiles = ['#d8c3a0', '#cfc6b6', '#e4dac8', '#b98a63', '#c9b28d', '#d5d0c5'] as const
const cloths = ['#1f7a66', '#c0664a', '#d9a441', '#3d6a80', '#8a4f63', '#6f8452', '#e2d7c3', '#4c5a63'] as const
const woods = ['#8a5f3c', '#a9774b', '#6b4a31', '#c39a6a'] as const

function room(random: Random): Room {
  const mood = moodOf(random)
  const wall = random.pick(paints)
  const floor = random.pick(tiles)
  const [left, right, top, bottom] = [random.between(170, 230), random.between(1050, 1110), random.between(120, 160),
    random.between(640, 680)]
  const definitions = [blend('sky', ...mood.sky), blend('back', shade(wall, 0.22), wall),
    blend('floor', shade(floor, -0.1), shade(floor, 0.1))]
  const shapes = [
    rect(0, 0, 1280, 960, shade(wall, 0.3)),
    polygon([[0, 0], [left, top], [left, bottom], [0, 960]], shade(wall, -0.07)),
    polygon([[1280, 0], [right, top], [right, bottom], [1280, 960]], shade(wall, -0.12)),
    rect(left, top, right - left, bottom - top, 'url(#back)'),
    polygon([[left, bottom], [right, bottom], [1280, 960], [0, 960]], 'url(#floor)'),
  ]
  // joints of the tiles, running to one point
  for (let index = 1; index < 9; index++) shapes.push(line(left + ((right - left) / 9) * index, bottom, (1280 / 9) * index, 960,
    shade(floor, -0.18), 2, 0.45))
  for (const part of [0.14, 0.34, 0.62]) shapes.push(line(left * (1 - part), bottom + (960 - bottom) * part,
    right + (1280 - right) * part, bottom + (960 - bottom) * part, shade(floor, -0.18), 2, 0.4))
  shapes.push(rect(left, bottom - 14, right - left, 14, shade(wall, 0.42)))
  if (random.chance(0.5)) shapes.push(rect(left - 4, top, right - left + 8, 12, shade(wall, 0.45)))
  return { wall, floor, left, right, top, bottom, mood, shapes, definitions,
    view: viewOf(640, random.between(925, 950), random.between(1060, 1180)) }
}

/** A window or a glass door to the outside, with or without curtains. */
function opening(place: Room, random: Random, x: number, w: number, look: { toFloor: boolean; coast: boolean;
  curtains: boolean }): string {
  const { toFloor, coast } = look
  const { top, bottom, mood } = place
  const y = top + 70
  const h = (toFloor ? bottom - 14 : bottom - 170) - y
  const far = y + h * 0.62
  let shapes = rect(x - 8, y - 8, w + 16, h + 16, '#fbf8f1') + rect(x, y, w, h, 'url(#sky)')
  shapes += coast ? rect(x, far, w, h * 0.38, mix('#4f9dad', mood.sky[1], 0.3))
    : rect(x, far + h * 0.1, w, h * 0.28, mix(mood.ground, mood.sky[2], 0.3))
  if (!coast) for (let at = x; at < x + w - 20; at += random.between(36, 70)) shapes += rect(at,
    far + h * 0.1 - random.between(14, 70), Math.min(44, x + w - at), 80, mix(random.pick(paints), mood.sky[2], 0.4))
  shapes += ellipse(x + w * random.between(0.2, 0.8), far + h * 0.3, 46, 34, mood.leaf, { opacity: 0.9 })
  shapes += rect(x + w / 2 - 4, y, 8, h, '#fbf8f1')
  if (!look.curtains) return shapes
  const cloth = random.pick(cloths)
  const drape = (from: number,
    side: 1 | -1) => path(`M${from} ${y - 26} h${70 * side} q${-14 * side} ${h * 0.5} ${6 * side} ${h + 40} h${-76 * side} Z`,
    cloth, { opacity: 0.94 }) + line(from + 22 * side, y - 20, from + 20 * side, y + h + 10, shade(cloth, -0.2), 4, 0.6)
    + line(from + 44 * side, y - 20, from + 38 * side, y + h + 10, shade(cloth, -0.2), 4, 0.6)
  return shapes + drape(x - 44, 1) + drape(x + w + 44, -1) + rect(x - 64, y - 36, w + 128, 10, random.pick(woods), { round: 4 })
}

function frames(random: Random, x: number, y: number): string {
  let shapes = ''
  const count = random.whole(1, 2)
  for (let index = 0, at = x; index < count; index++) {
    const [w, h] = [random.between(70, 130), random.between(80, 120)]
    shapes += rect(at, y, w, h, random.pick(woods)) + rect(at + 8, y + 8, w - 16, h - 16, '#f6efdf')
    const [one, two] = [random.pick(cloths), random.pick(cloths)]
    shapes += random.chance(0.5) ? circle(at + w / 2, y + h * 0.45, w * 0.2, one)
      + rect(at + 14, y + h * 0.66, w - 28, h * 0.16, two) : polygon([[at + 14, y + h - 14], [at + w / 2, y + h * 0.3],
      [at + w - 14, y + h - 14]], one) + circle(at + w * 0.68, y + h * 0.28, 9, two)
    at += w + 26
  }
  return shapes
}

function plant(x: number, base: number, size: number, random: Random, mood: Mood): string {
  const pot = random.pick(['#b5673f', '#e9e2d2', '#4c5a63', '#c9963f'])
  let shapes = ''
  for (let leaf = 0; leaf < 9; leaf++) {
    const angle = Math.PI * (0.12 + 0.76 * (leaf / 8))
    const [tipX, tipY] = [x - Math.cos(angle) * size * 0.5, base - size * 0.36 - Math.sin(angle) * size * 0.62]
    const colour = shade(mood.leaf, leaf % 2 ? 0.1 : -0.08)
    shapes += path(`M${x} ${base - size * 0.3} Q${x - Math.cos(angle) * size * 0.34} ${base - size * 0.8} ${tipX} ${tipY}
      Q${x - Math.cos(angle) * size * 0.14} ${base - size * 0.62} ${x + 6} ${base - size * 0.3} Z`, colour)
  }
  return shapes + polygon([[x - size * 0.17, base - size * 0.34], [x + size * 0.17, base - size * 0.34], [x + size * 0.12, base],
    [x - size * 0.12, base]], pot) + rect(x - size * 0.19, base - size * 0.37, size * 0.38, size * 0.06, shade(pot, 0.15))
}

function rug(cx: number, cy: number, w: number, h: number, random: Random): string {
  const [one, two] = [random.pick(cloths), random.pick(cloths)]
  return ellipse(cx, cy, w / 2, h / 2, one, { opacity: 0.9 }) + ellipse(cx, cy, w * 0.42, h * 0.4, two, { opacity: 0.85 })
    + ellipse(cx, cy, w * 0.32, h * 0.29, shade(one, 0.2), { opacity: 0.85 })
}

function conditioner(x: number, y: number): string {
  return rect(x, y, 170, 48, '#fbfaf6', { round: 8 }) + rect(x + 10, y + 36, 150, 5, '#cfccc3')
    + circle(x + 152, y + 16, 4, '#7fb08c')
}

export function living(random: Random, plan: { standing: number; coast: boolean }): string {
  const place = room(random)
  const { left, right, top, bottom, mood, shapes } = place
  const glassLeft = random.chance(0.5)
  const glass = glassLeft ? left + 90 : right - 430
  shapes.push(opening(place, random, glass, random.between(290, 340), { toFloor: true, coast: plan.coast, curtains: true }))
  const other = glassLeft ? right - 320 : left + 60
  shapes.push(frames(random, other, top + 96))
  if (plan.standing > 0.35) shapes.push(conditioner(other + 20, top + 26))
  shapes.push(rug(640, 812, 700, 150, random))
  const cloth = random.pick(cloths)
  const sofa = random.between(420, 520)
  shapes.push(
    ellipse(sofa + 200, bottom + 128, 270, 20, '#000000', { opacity: 0.14 }),
    rect(sofa - 50, bottom - 66, 500, 110, shade(cloth, -0.12), { round: 22 }),
    rect(sofa - 78, bottom - 6, 70, 126, cloth, { round: 20 }), rect(sofa + 408, bottom - 6, 70, 126, cloth, { round: 20 }),
    rect(sofa - 20, bottom + 20, 440, 92, cloth, { round: 14 }), rect(sofa - 12, bottom + 14, 210, 46, shade(cloth, 0.16),
      { round: 12 }), rect(sofa + 204, bottom + 14, 210, 46, shade(cloth, 0.16), { round: 12 }),
    rect(sofa + 20, bottom - 34, 78, 66, random.pick(cloths), { round: 12, turn: [-10, sofa + 60, bottom] }),
      rect(sofa + 312, bottom - 34, 78, 66, random.pick(cloths), { round: 12, turn: [10, sofa + 350, bottom] }),
  )
  const wood = random.pick(woods)
  shapes.push(rect(sofa + 60, bottom + 150, 290, 18, wood, { round: 6 }),
    rect(sofa + 82, bottom + 168, 12, 56, shade(wood, -0.2)), rect(sofa + 316, bottom + 168, 12, 56, shade(wood, -0.2)))
  shapes.push(ellipse(sofa + 190, bottom + 148, 34, 9, '#f2ead8'), circle(sofa + 182, bottom + 140, 10, '#d9822f'),
    circle(sofa + 200, bottom + 140, 10, '#c94f3d'))
  shapes.push(plant(glassLeft ? right + 40 : left - 30, bottom + 130, random.between(250, 320), random, mood))
  if (random.chance(0.6)) shapes.push(lamp(640 + random.between(-80, 80), top, random))
  return picture(place.definitions, shapes, place.view)
}

function lamp(x: number, top: number, random: Random): string {
  const colour = random.pick(['#c9963f', '#4c5a63', '#f2ead8', '#b5673f'])
  return line(x, 0, x, top + 30, '#6b5f52', 4)
    + path(`M${x - 66} ${top + 84} Q${x - 50} ${top + 26} ${x} ${top + 26} Q${x + 50} ${top + 26} ${x + 66} ${top + 84} Z`,
    colour) + ellipse(x, top + 84, 66, 9, '#fff4d2')
}

export function bedroom(random: Random, plan: { standing: number; coast: boolean }): string {
  const place = room(random)
  const { left, right, top, bottom, mood, shapes } = place
  const windowLeft = random.chance(0.5)
  shapes.push(opening(place, random, windowLeft ? left + 84 : right - 330, 230,
    { toFloor: false, coast: plan.coast, curtains: true }))
  const bed = windowLeft ? right - 640 : left + 60
  const [wood, cloth] = [random.pick(woods), random.pick(cloths)]
  shapes.push(frames(random, bed + 130, top + 90))
  shapes.push(
    ellipse(bed + 290, bottom + 236, 360, 26, '#000000', { opacity: 0.14 }),
    rect(bed, bottom - 150, 580, 210, wood, { round: 16 }), rect(bed + 20, bottom - 132, 540, 130, shade(wood, 0.14),
      { round: 10 }),
    polygon([[bed + 16, bottom], [bed + 564, bottom], [bed + 640, bottom + 190], [bed - 60, bottom + 190]], '#f7f1e4'),
    polygon([[bed - 14, bottom + 74], [bed + 594, bottom + 74], [bed + 640, bottom + 190], [bed - 60, bottom + 190]], cloth),
    polygon([[bed - 14, bottom + 74], [bed + 594, bottom + 74], [bed + 600, bottom + 94], [bed - 22, bottom + 94]],
      shade(cloth, 0.25)),
    rect(bed - 62, bottom + 186, 704, 46, shade(cloth, -0.18), { round: 10 }),
    rect(bed + 60, bottom - 52, 200, 84, '#fdfaf2', { round: 26 }), rect(bed + 320, bottom - 52, 200, 84, '#fdfaf2',
      { round: 26 }),
    rect(bed + 110, bottom - 20, 120, 62, shade(cloth, 0.3), { round: 20 }),
      rect(bed + 350, bottom - 20, 120, 62, shade(cloth, 0.3), { round: 20 }),
  )
  const side = windowLeft ? bed - 120 : bed + 610
  shapes.push(rect(side, bottom - 30, 96, 110, shade(wood, -0.06), { round: 6 }),
    line(side + 16, bottom + 22, side + 80, bottom + 22, shade(wood, -0.3), 4), rect(side + 40, bottom - 66, 12, 38, '#8f7b5c'),
    path(`M${side + 14} ${bottom - 62} L${side + 30} ${bottom - 112} H${side + 62} L${side + 78} ${bottom - 62} Z`, '#f6e3b0'))
  if (random.chance(0.5)) shapes.push(plant(windowLeft ? left - 40 : right + 50, bottom + 150, 230, random, mood))
  else wardrobe(shapes, windowLeft ? 0 : 1, place, random)
  if (plan.standing > 0.5) shapes.push(conditioner(bed + 200, top + 16))
  return picture(place.definitions, shapes, place.view)
}

function wardrobe(shapes: string[], side: 0 | 1, { left, right, top, bottom }: Room, random: Random): void {
  const wood = random.pick(woods)
  const [near, far] = side === 0 ? [30, left - 10] : [1250, right + 10]
  shapes.push(polygon([[near, 120], [far, top + 60], [far, bottom], [near, 880]], wood),
    line((near + far) / 2, (120 + top + 60) / 2, (near + far) / 2, (880 + bottom) / 2, shade(wood, -0.3), 5))
}

export function kitchen(random: Random, plan: { standing: number }): string {
  const place = room(random)
  const { left, right, top, bottom, mood, shapes } = place
  const [front, counter] = [random.pick(['#e9e4d8', '#1f6b5c', '#b98a5a', '#3d5a6a', '#d7dbd2', '#8a4f3a'] as const),
    random.pick(['#4a4440', '#e7e0d2', '#8d8479'] as const)]
  const floorLine = bottom + 60
  const tile = random.pick(['#f5f1e8', '#dbe6e2', '#e9d5b5', '#cfd9dd'] as const)
  shapes.push(rect(left, bottom - 230, right - left, 130, tile))
  for (let x = left; x < right; x += 46) shapes.push(line(x, bottom - 230, x, bottom - 100, shade(tile, -0.14), 2, 0.7))
  for (const y of [bottom - 187, bottom - 144]) shapes.push(line(left, y, right, y, shade(tile, -0.14), 2, 0.7))
  const middle = random.between(560, 640)
  for (const [from, to] of [[left, middle - 150], [middle + 150, right]] as const) {
    shapes.push(rect(from, top + 40, to - from, 170, front), rect(from, top + 206, to - from, 8, shade(front, -0.25)))
    for (let x = from + 90; x < to - 30; x += 96) shapes.push(line(x, top + 46, x, top + 204, shade(front, -0.2), 3),
      circle(x - 12, top + 180, 4, '#c9a44a'))
  }
  shapes.push(rect(middle - 122, top + 66, 244, bottom - 270 - top, '#fbf8f1'),
    rect(middle - 112, top + 76, 224, bottom - 290 - top, 'url(#sky)'),
    rect(middle - 4, top + 76, 8, bottom - 290 - top, '#fbf8f1'), ellipse(middle + 50, bottom - 226, 44, 30, mood.leaf))
  shapes.push(rect(left - 10, bottom - 112, right - left + 20, 24, counter), rect(left, bottom - 88, right - left, 148, front),
    rect(left, floorLine - 14, right - left, 14, shade(front, -0.4)))
  for (let x = left + 110; x < right - 30; x += 118) shapes.push(line(x, bottom - 82, x, floorLine - 18, shade(front, -0.22), 4),
    rect(x - 30, bottom - 66, 18, 5, '#c9a44a'))
  // sink, tap and gas rings
  shapes.push(rect(middle - 90, bottom - 114, 180, 12, '#b9bfc1', { round: 5 }),
    path(`M${middle} ${bottom - 114} v-44 q0 -18 22 -18 q18 0 18 16`, 'none', { stroke: '#9aa1a4', width: 8 }))
  shapes.push(rect(right - 300, bottom - 118, 170, 10, '#2d2b29', { round: 4 }),
    ...[right - 262, right - 170].map((x) => ellipse(x, bottom - 122, 30, 6, '#4a4643')))
  shapes.push(rect(right - 292, bottom - 160, 62, 38, '#b9bfc1', { round: 6 }),
    line(right - 230, bottom - 146, right - 196, bottom - 150, '#6b5f52', 7))
  shapes.push(circle(left + 80, bottom - 126, 15, '#d9822f'), circle(left + 104, bottom - 124, 13, '#7f9a45'),
    circle(left + 58, bottom - 124, 13, '#c94f3d'), ellipse(left + 80, bottom - 112, 54, 8, '#f2ead8'))
  if (plan.standing > 0.3) shapes.push(fridge(random.chance(0.5) ? left - 130 : right + 8, bottom))
  return picture(place.definitions, shapes, place.view)
}

function fridge(x: number, bottom: number): string {
  return rect(x, bottom - 330, 128, 440, '#e3e6e6', { round: 8 }) + line(x + 4, bottom - 190, x + 124, bottom - 190, '#b3b8b9', 4)
    + rect(x + 14, bottom - 250, 7, 44, '#a2a8a9') + rect(x + 14, bottom - 170, 7, 80, '#a2a8a9')
}

export function bathroom(random: Random): string {
  const place = room(random)
  const { left, right, top, bottom, shapes } = place
  const tile = random.pick(['#dfe9e8', '#efe6d6', '#d3dde3', '#e6d9c4', '#c7d9d0'] as const)
  shapes.push(rect(left, top + 150, right - left, bottom - top - 150, tile))
  for (let x = left; x <= right; x += 74) shapes.push(line(x, top + 150, x, bottom, shade(tile, -0.12), 2, 0.8))
  for (let y = top + 150; y <= bottom; y += 74) shapes.push(line(left, y, right, y, shade(tile, -0.12), 2, 0.8))
  shapes.push(rect(left, top + 146, right - left, 12, random.pick(cloths)))
  const basin = random.between(430, 520)
  const wood = random.pick(woods)
  shapes.push(
    rect(basin - 20, top + 60, 240, 230, random.pick(woods), { round: 10 }), rect(basin - 8, top + 72, 216, 206, '#cfe0e4'),
      polygon([[basin - 8, top + 200], [basin + 120, top + 72], [basin + 170, top + 72], [basin - 8, top + 250]], '#ffffff',
      { opacity: 0.35 }),
    rect(basin - 60, bottom - 110, 320, 150, wood, { round: 6 }), line(basin + 100, bottom - 100, basin + 100, bottom + 34,
      shade(wood, -0.3), 4), rect(basin - 70, bottom - 130, 340, 24, '#f7f4ec', { round: 6 }),
    ellipse(basin + 100, bottom - 134, 96, 18, '#ffffff'), ellipse(basin + 100, bottom - 136, 76, 11, '#dbe3e3'),
      path(`M${basin + 100} ${bottom - 150} v-26 q0 -12 16 -12`, 'none', { stroke: '#9aa1a4', width: 8 }),
  )
  // shower behind glass, or a bath
  shapes.push(rect(right - 260, top + 40, 250, bottom - top - 20, '#e9f3f3', { opacity: 0.5 }),
    line(right - 260, top + 40, right - 260, bottom + 20, '#9fb0b2', 6),
    line(right - 130, top + 60, right - 130, top + 190, '#9aa1a4', 7), ellipse(right - 130, top + 192, 40, 10, '#8b9194'))
  for (let drop = 0; drop < 7; drop++) shapes.push(line(right - 160 + drop * 10, top + 214, right - 164 + drop * 11, top + 250,
    '#a9c6cc', 3, 0.7))
  shapes.push(rect(right - 262, bottom + 12, 256, 22, '#f7f4ec', { round: 5 }))
  const seat = left + 70
  shapes.push(rect(seat - 8, bottom - 110, 130, 92, '#fbf9f3', { round: 10 }), ellipse(seat + 57, bottom + 6, 76, 30, '#ffffff'),
    ellipse(seat + 57, bottom, 56, 18, '#e3e8e8'), polygon([[seat + 10, bottom + 20], [seat + 104, bottom + 20],
    [seat + 92, bottom + 84], [seat + 22, bottom + 84]], '#f4f1ea'))
  shapes.push(rect(left + 40, top + 210, 20, 130, random.pick(cloths), { round: 4 }),
    rect(left + 30, top + 204, 120, 8, '#9aa1a4', { round: 4 }), rect(left + 66, top + 210, 60, 110, random.pick(cloths),
    { round: 6 }))
  return picture(place.definitions, shapes, place.view)
}

export function officeRoom(random: Random, plan: { standing: number; coast: boolean }): string {
  const place = room(random)
  const { left, right, top, bottom, mood, shapes } = place
  // a band of windows over the whole back wall
  const [y, h] = [top + 70, 280]
  shapes.push(rect(left + 30, y, right - left - 60, h, '#fbf8f1'), rect(left + 40, y + 10, right - left - 80, h - 20,
    'url(#sky)'))
  if (plan.coast) shapes.push(rect(left + 40, y + h * 0.66, right - left - 80, h * 0.34 - 10, mix('#4f9dad', mood.sky[1], 0.3)))
  else for (let x = left + 40; x < right - 120; x += random.between(60, 110)) {
    const tall = random.between(40, 150)
    shapes.push(rect(x, y + h - 10 - tall, 74, tall, mix(random.pick(paints), mood.sky[2], 0.35)))
  }
  for (let x = left + 40; x <= right - 40; x += (right - left - 80) / 5) shapes.push(rect(x - 4, y, 8, h, '#fbf8f1'))
  const wood = random.pick(woods)
  for (const x of [left + 60, left + 470]) {
    shapes.push(
      rect(x + 130, bottom - 30, 90, 130, '#3f474c', { round: 16 }), rect(x + 160, bottom + 90, 24, 60, '#2d3336'),
      rect(x, bottom + 60, 350, 22, wood, { round: 4 }), rect(x + 10, bottom + 82, 16, 130, shade(wood, -0.25)),
        rect(x + 324, bottom + 82, 16, 130, shade(wood, -0.25)), rect(x + 230, bottom + 82, 96, 110, shade(wood, -0.12)),
      rect(x + 60, bottom - 46, 130, 84, '#24292c', { round: 5 }), rect(x + 68, bottom - 38, 114, 66, '#7f9fae'),
        rect(x + 116, bottom + 38, 18, 22, '#24292c'), rect(x + 92, bottom + 54, 66, 7, '#24292c'),
      rect(x + 220, bottom + 44, 70, 16, '#f4efe2'), rect(x + 228, bottom + 34, 62, 12, random.pick(cloths)),
    )
  }
  shapes.push(plant(right + 30, bottom + 170, 300, random, mood))
  for (const x of [420, 820]) shapes.push(polygon([[x - 120, top - 60], [x + 120, top - 60], [x + 90, top - 36],
    [x - 90, top - 36]], '#ffffff'))
  if (plan.standing > 0.4) shapes.push(conditioner(right - 260, top + 10))
  return picture(place.definitions, shapes, place.view)
}

/** Nothing in it yet: what a shop, a store or a new flat looks like. */
export function emptyRoom(random: Random, plan: { coast: boolean }): string {
  const place = room(random)
  const { left, right, top, bottom, shapes } = place
  shapes.push(opening(place, random, random.between(left + 90, right - 470), random.between(240, 340),
    { toFloor: random.chance(0.5), coast: plan.coast, curtains: false }))
  const door = random.chance(0.5) ? [60, left - 30] as const : [1220, right + 30] as const
  const wood = random.pick(woods)
  shapes.push(polygon([[door[0], 230], [door[1], top + 130], [door[1], bottom + 20], [door[0], 900]], wood),
    circle(door[0] + (door[1] - door[0]) * 0.2, 600, 8, '#d9b25a'))
  shapes.push(rect(random.between(left + 20, left + 60), bottom - 70, 26, 34, '#fbfaf6', { round: 3 }),
    line(640, 0, 640, top + 20, '#6b5f52', 3), circle(640, top + 30, 15, '#fff1c4'))
  shapes.push(polygon([[left + 200, bottom + 30], [left + 470, bottom + 30], [left + 620, bottom + 190],
    [left + 230, bottom + 190]], '#ffffff', { opacity: 0.16 }))
  return picture(place.definitions, shapes, place.view)
}

export function terrace(random: Random, plan: { coast: boolean }): string {
  const mood = moodOf(random)
  const floor = random.pick(tiles)
  const wall = random.pick(paints)
  const line_ = 520
  const shapes = [rect(0, 0, 1280, 700, 'url(#sky)'), circle(mood.sunAt[0], mood.sunAt[1], mood.sunAt[2], mood.sun)]
  if (plan.coast) {
    const water = mix('#4f9dad', mood.sky[1], 0.3)
    shapes.push(rect(0, line_ - 80, 1280, 220, water))
    for (let count = 0; count < 16; count++) shapes.push(rect(random.between(0, 1200), random.between(line_ - 66, line_ + 100),
      random.between(40, 150), 3, shade(water, 0.4), { opacity: 0.7, round: 2 }))
    shapes.push(path(`M820 ${line_ - 80} q90 -46 190 -34 q110 10 190 34 z`, mix(mood.leaf, mood.sky[2], 0.45)))
  } else for (let x = -20; x < 1280; x += random.between(70, 130)) {
    const tall = random.between(40, 200)
    const colour = mix(mix(random.pick(paints), mood.tint, mood.tintPart), mood.sky[2], 0.35)
    shapes.push(rect(x, line_ + 60 - tall, 104, tall + 80, colour), rect(x + 18, line_ + 84 - tall, 22, 20, mood.glass),
      rect(x + 60, line_ + 84 - tall, 22, 20, mood.glass))
  }
  shapes.push(rect(0, 620, 1280, 340, floor), polygon([[0, 620], [1280, 620], [1280, 634], [0, 634]], shade(floor, -0.2)))
  for (let x = -600; x < 1900; x += 130) shapes.push(line(640 + (x - 640) * 0.6, 634, x, 960, shade(floor, -0.14), 3, 0.6))
  for (const y of [690, 770, 870]) shapes.push(line(0, y, 1280, y, shade(floor, -0.14), 3, 0.5))
  const glassy = random.chance(0.5)
  const trim = random.pick(['#0e6b5a', '#5b5750', '#8a6d3b', '#f4efe2'] as const)
  if (glassy) shapes.push(rect(0, 500, 1280, 126, '#e6f1f0', { opacity: 0.45 }))
  else for (let x = 12; x < 1280; x += 34) shapes.push(rect(x, 500, 7, 126, trim))
  shapes.push(rect(0, 488, 1280, 16, trim))
  const wallSide = random.chance(0.5)
  shapes.push(wallSide ? polygon([[0, 0], [170, 0], [170, 640], [0, 760]], wall)
    : polygon([[1280, 0], [1110, 0], [1110, 640], [1280, 760]], wall))
  const wood = random.pick(woods)
  const cloth = random.pick(cloths)
  const table = random.between(520, 700)
  shapes.push(ellipse(table, 838, 130, 30, wood), rect(table - 8, 840, 16, 80, shade(wood, -0.25)),
    ellipse(table, 922, 54, 12, shade(wood, -0.3)), circle(table - 24, 822, 14, '#f2ead8'),
    rect(table + 20, 796, 14, 32, '#d9a441', { round: 4 }))
  for (const side of [-1, 1]) {
    const x = table + side * 230
    shapes.push(rect(x - 80, 706, 160, 110, wood, { round: 14 }), rect(x - 66, 720, 132, 84, cloth, { round: 10 }),
      rect(x - 88, 800, 176, 60, shade(cloth, 0.12), { round: 12 }), rect(x - 78, 858, 12, 56, shade(wood, -0.2)),
      rect(x + 66, 858, 12, 56, shade(wood, -0.2)))
  }
  shapes.push(plant(wallSide ? 1170 : 110, 900, 320, random, mood))
  return picture([blend('sky', ...mood.sky)], shapes)
}
