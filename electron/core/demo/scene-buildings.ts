import type { Random } from './random.ts'
import {
  baobab, bougainvillea, car, coloursOf, fence, moodOf, palm, person, road, sandPath, sea, skyAndGround, skyline, tree,
} from './scene-outdoors.ts'
import type { Colours, Mood } from './scene-outdoors.ts'
import { circle, ellipse, line, mix, path, picture, polygon, rect, shade, viewOf } from './svg.ts'
import type { View } from './svg.ts'

/** How a property looks from the street. `standing` from 0 (plain) to 1 (grand); `coast` shows the sea behind. */
export type FrontPlan = { floors: number; standing: number; coast: boolean; pool?: boolean }

const base = 806

function window_(x: number, y: number, w: number, h: number, colours: Colours, mood: Mood, random: Random,
  grille = false): string {
  const lit = random.chance(mood.lit)
  const glass = lit ? '#f3c968' : shade(mood.glass, random.between(-0.08, 0.1))
  let shapes = rect(x - 4, y - 4, w + 8, h + 8, colours.frame) + rect(x, y, w, h, glass)
  if (!lit) shapes += polygon([[x, y + h * 0.7], [x + w * 0.6, y], [x + w * 0.85, y], [x, y + h]], '#ffffff', { opacity: 0.12 })
  shapes += rect(x + w / 2 - 2, y, 4, h, colours.frame)
  if (grille) for (let bar = x + 8; bar < x + w; bar += 12) shapes += rect(bar, y, 2.4, h, shade(colours.frame, -0.5),
    { opacity: 0.75 })
  return shapes + rect(x - 7, y + h + 4, w + 14, 6, shade(colours.wall, -0.12))
}

function balcony(x: number, y: number, w: number, colours: Colours, glassy: boolean): string {
  const railing = glassy ? '#dfe8e6' : colours.trim
  let shapes = rect(x, y, w, 10, shade(colours.wall, -0.2))
  if (glassy) return shapes + rect(x + 2, y - 34, w - 4, 34, railing, { opacity: 0.6 })
    + rect(x, y - 38, w, 5, shade(colours.wall, -0.35))
  for (let bar = x + 4; bar < x + w - 3; bar += 11) shapes += rect(bar, y - 36, 4, 36, railing)
  return shapes + rect(x, y - 40, w, 6, shade(railing, -0.15))
}

function conditioner(x: number, y: number): string {
  return rect(x, y, 34, 22, '#e9e6de', { round: 2 }) + circle(x + 12, y + 11, 8, '#bcb8ae')
    + rect(x + 24, y + 4, 6, 14, '#cfcbc1')
}

function roofThings(x: number, y: number, w: number, random: Random, colours: Colours): string {
  let shapes = ''
  if (random.chance(0.7)) {
    const at = x + w * random.between(0.1, 0.7)
    // the water tank that decides a choice here
    shapes += rect(at, y - 46, 54, 46, '#2d2f31', { round: 8 }) + rect(at, y - 34, 54, 4, '#45484a')
      + rect(at + 14, y - 52, 26, 8, '#3a3d3f', { round: 3 })
  }
  if (random.chance(0.6)) {
    const at = x + w * random.between(0.15, 0.85)
    shapes += line(at, y, at, y - 26, '#8f8a80', 4) + ellipse(at + 6, y - 32, 20, 15, '#d8d4ca', { turn: [-28, at + 6, y - 32] })
  }
  if (random.chance(0.3)) {
    const at = x + w * random.between(0.2, 0.6)
    shapes += polygon([[at, y - 4], [at + 70, y - 30], [at + 92, y - 30], [at + 22, y - 4]], '#2f4257')
      + line(at + 46, y - 17, at + 46, y, colours.side, 4)
  }
  return shapes
}

function scene(random: Random, mood: Mood, options: { coast: boolean; paved: boolean; view: View },
  shapes: readonly string[]): string {
  const ground = skyAndGround(random, mood)
  return picture(ground.definitions, [
    ...ground.shapes,
    options.coast ? sea(random, mood) : skyline(random, mood, random.between(60, 130)),
    options.paved ? road(mood) : sandPath(random, mood),
    ...shapes,
  ], options.view)
}

/** A view that holds a front of this width and height, with some air round it. */
function around(random: Random, middle: number, width: number, height: number): View {
  const needed = Math.max(width * random.between(1.28, 1.5), (height + random.between(220, 290)) * (4 / 3), 760)
  return viewOf(middle + random.between(-40, 40), 946, needed)
}

/** A block of flats: also an office building (`office`) or a whole building for sale. */
export function apartmentBlock(random: Random, plan: FrontPlan, office = false): string {
  const mood = moodOf(random)
  const colours = coloursOf(random, mood)
  const floors = Math.max(2, Math.min(8, plan.floors))
  const storey = Math.min(118, 560 / floors)
  const bays = random.whole(3, 5)
  const width = bays * random.between(112, 136)
  const height = floors * storey + 26
  const x = random.between(180, Math.max(190, 1000 - width))
  const top = base - height
  const shapes: string[] = [
    polygon([[x + width, top + 16], [x + width + 62, top + 44], [x + width + 62, base], [x + width, base]], colours.side),
    rect(x, top, width, height, colours.wall),
    roofThings(x, top - 22, width, random, colours),
    rect(x - 14, top - 24, width + 28, 30, colours.trim),
    rect(x - 14, top + 6, width + 28, 6, shade(colours.trim, -0.25)),
  ]
  const glassy = plan.standing > 0.6
  const stripes = random.chance(0.35)
  const bay = width / bays
  for (let floor = 0; floor < floors - 1; floor++) {
    const y = top + 28 + floor * storey
    if (stripes) shapes.push(rect(x, y + storey - 22, width, 9, shade(colours.trim, 0.35), { opacity: 0.55 }))
    for (let column = 0; column < bays; column++) {
      const left = x + column * bay
      if (office) {
        shapes.push(rect(left + 6, y, bay - 12, storey - 30, random.chance(mood.lit) ? '#efcf80'
          : shade(mood.glass, random.between(-0.14, 0.06))), rect(left + bay / 2 - 2, y, 4, storey - 30, colours.frame))
        continue
      }
      const door = column % 2 === (floor % 2 && bays % 2 ? 1 : 0)
      const w = bay * (door ? 0.56 : 0.46)
      shapes.push(window_(left + (bay - w) / 2, y + 8, w, door ? storey - 42 : storey - 58, colours, mood, random))
      if (door) shapes.push(balcony(left + bay * 0.1, y + storey - 32, bay * 0.8, colours, glassy))
      else if (random.chance(0.3)) shapes.push(conditioner(left + bay * 0.62, y + storey - 44))
    }
  }
  const ground = base - storey + 4
  shapes.push(rect(x, ground - 8, width, 10, shade(colours.wall, -0.14)),
    rect(x, ground, width, storey - 4, shade(colours.wall, -0.05)))
  const entrance = x + width * random.between(0.36, 0.52)
  for (let column = 0; column < bays; column++) {
    const left = x + column * bay + bay * 0.16
    if (Math.abs(left - entrance) > bay * 0.7) shapes.push(random.chance(0.5) && !office
      ? garage(left - 8, base - storey * 0.72, bay * 0.82, storey * 0.72, colours) : window_(left, ground + 18, bay * 0.6,
      storey - 56, colours, mood, random, plan.standing < 0.7))
  }
  shapes.push(
    rect(entrance - 8, base - storey * 0.86, 84, storey * 0.86, shade(colours.trim, -0.1)),
    rect(entrance, base - storey * 0.78, 33, storey * 0.78, shade(mood.glass, -0.2)),
      rect(entrance + 36, base - storey * 0.78, 32, storey * 0.78, shade(mood.glass, -0.12)),
    polygon([[entrance - 22, base - storey * 0.86], [entrance + 90, base - storey * 0.86], [entrance + 102, base - storey * 0.74],
      [entrance - 34, base - storey * 0.74]], colours.trim),
  )
  shapes.push(...street(random, mood, x, x + width + 62))
  return scene(random, mood, { coast: plan.coast, paved: plan.standing > 0.3 || random.chance(0.5),
    view: around(random, x + width / 2 + 30, width + 62, height) }, shapes)
}

function garage(x: number, y: number, w: number, h: number, colours: Colours): string {
  let shapes = rect(x, y, w, h, shade(colours.trim, 0.42))
  for (let rib = y + 10; rib < y + h; rib += 13) shapes += rect(x, rib, w, 3, shade(colours.trim, 0.2))
  return shapes
}

/** Trees, a car, somebody passing: what stands before a front, clear of its middle. */
function street(random: Random, mood: Mood, left: number, right: number): string[] {
  const shapes: string[] = []
  if (random.chance(0.75)) shapes.push(palm(random.chance(0.5) ? left - random.between(50, 120) : right + random.between(40, 110),
    base + 8, random.between(260, 400), random, mood))
  if (random.chance(0.55)) shapes.push(tree(random.chance(0.5) ? right + random.between(60, 170) : left - random.between(70, 150),
    base + 6, random.between(150, 230), random, mood))
  if (random.chance(0.5)) shapes.push(car(random.between(180, 1100), random.between(872, 918), random, mood))
  if (random.chance(0.45)) shapes.push(person(random.between(120, 1160), base + random.between(14, 34), random))
  return shapes
}

/** A villa: volumes, a terrace, its wall; with `pool` seen from the garden. */
export function villa(random: Random, plan: FrontPlan): string {
  const mood = moodOf(random)
  const colours = coloursOf(random, mood)
  const storey = plan.floors > 2 ? 128 : 150
  const floors = Math.max(1, Math.min(3, plan.floors))
  const foot = plan.pool ? 726 : 770
  const width = random.between(500, 640)
  const x = random.between(230, 1010 - width)
  const shapes: string[] = []
  const wingWidth = width * random.between(0.34, 0.44)
  const wingLeft = random.chance(0.5)
  const mainX = wingLeft ? x + wingWidth : x
  const mainWidth = width - wingWidth
  const wingX = wingLeft ? x : x + mainWidth
  const upper = mix(colours.wall, '#ffffff', 0.3)
  // the wing, one storey lower where there are several
  const wingFloors = Math.max(1, floors - 1)
  shapes.push(rect(wingX, foot - wingFloors * storey, wingWidth, wingFloors * storey, colours.side),
    rect(wingX - 10, foot - wingFloors * storey - 18, wingWidth + 20, 20, colours.trim))
  if (floors > 1) shapes.push(balcony(wingX + 4, foot - wingFloors * storey - 18, wingWidth - 8, colours, plan.standing > 0.5))
  for (let floor = 0; floor < wingFloors; floor++) shapes.push(window_(wingX + wingWidth * 0.24, foot - (floor + 1) * storey + 34,
    wingWidth * 0.5, storey * 0.46, colours, mood, random, plan.standing < 0.6))
  for (let floor = 0; floor < floors; floor++) {
    const y = foot - (floor + 1) * storey
    shapes.push(rect(mainX, y, mainWidth, storey, floor % 2 ? upper : colours.wall))
    if (floor === 0) continue
    const w = mainWidth * 0.28
    shapes.push(window_(mainX + mainWidth * 0.12, y + 30, w, storey * 0.52, colours, mood, random),
      window_(mainX + mainWidth * 0.58, y + 30, w, storey * 0.52, colours, mood, random))
    shapes.push(balcony(mainX + mainWidth * 0.06, y + storey - 4, mainWidth * 0.88, colours, plan.standing > 0.5))
  }
  const top = foot - floors * storey
  if (random.chance(0.35)) shapes.push(polygon([[mainX - 26, top], [mainX + mainWidth / 2, top - 86],
    [mainX + mainWidth + 26, top]], mix('#b5653d', mood.tint, mood.tintPart)),
    polygon([[mainX - 26, top], [mainX + mainWidth + 26, top], [mainX + mainWidth + 26, top + 10], [mainX - 26, top + 10]],
    shade(colours.trim, -0.2)))
  else shapes.push(rect(mainX - 14, top - 22, mainWidth + 28, 26, colours.trim),
    roofThings(mainX, top - 22, mainWidth, random, colours))
  // ground floor: a large opening and the door under its slab
  shapes.push(window_(mainX + mainWidth * 0.5, foot - storey + 40, mainWidth * 0.38, storey - 62, colours, mood, random))
  const doorX = mainX + mainWidth * 0.14
  shapes.push(rect(doorX, foot - storey * 0.66, 70, storey * 0.66, mix('#7b4b2a', mood.tint, mood.tintPart)),
    rect(doorX + 8, foot - storey * 0.6, 24, storey * 0.5, '#94603a', { opacity: 0.6 }),
    circle(doorX + 60, foot - storey * 0.3, 4, '#e7c876'))
  shapes.push(rect(doorX - 34, foot - storey * 0.74, 140, 12, colours.trim),
    rect(doorX - 26, foot - storey * 0.7, 10, storey * 0.7, shade(colours.wall, 0.3)),
    rect(doorX + 86, foot - storey * 0.7, 10, storey * 0.7, shade(colours.wall, 0.3)))
  if (plan.pool) shapes.push(...garden(random, mood, foot))
  else {
    const wall = shade(colours.wall, 0.16)
    shapes.push(rect(x - 160, foot - 2, width + 320, 60, shade(mood.ground, 0.06)))
    shapes.push(tree(x - random.between(30, 90), foot + 20, random.between(170, 240), random, mood),
      palm(x + width + random.between(50, 120), foot + 20, random.between(280, 380), random, mood))
    const height = plan.standing > 0.5 ? 62 : 84
    shapes.push(fence(60, 1220, base + 12, height, wall, [x + width * random.between(0.2, 0.55), random.between(120, 170)],
      colours.trim))
    if (random.chance(0.7)) shapes.push(bougainvillea(random.between(90, 260), base - height - 2, random.between(90, 220), random,
      mood))
    if (random.chance(0.4)) shapes.push(car(random.between(260, 1040), 912, random, mood))
    if (random.chance(0.35)) shapes.push(person(random.between(120, 1160), 850, random))
  }
  return scene(random, mood, { coast: plan.coast, paved: !plan.pool && plan.standing > 0.45, view: plan.pool
    ? viewOf(640, 946, random.between(1120, 1240)) : around(random, x + width / 2, width, floors * storey + 60) }, shapes)
}

function garden(random: Random, mood: Mood, foot: number): string[] {
  const lawn = mix(mood.leaf, '#b7c76e', 0.35)
  const water = mix('#46b5c4', mood.sky[1], 0.18)
  const poolTop = foot + 62
  const shapes = [
    rect(0, foot, 1280, 260, lawn),
    polygon([[170, foot], [1110, foot], [1190, foot + 44], [90, foot + 44]], '#e8dcc5'),
    polygon([[250, poolTop - 14], [1030, poolTop - 14], [1170, poolTop + 138], [110, poolTop + 138]], '#f2ead9'),
    polygon([[286, poolTop], [994, poolTop], [1116, poolTop + 118], [164, poolTop + 118]], water),
    polygon([[286, poolTop], [994, poolTop], [1006, poolTop + 14], [274, poolTop + 14]], shade(water, -0.2)),
  ]
  for (let count = 0; count < 12; count++) shapes.push(rect(random.between(260, 960), random.between(poolTop + 26, poolTop + 104),
    random.between(36, 110), 4, shade(water, 0.45), { opacity: 0.75, round: 2 }))
  for (const x of [random.between(60, 130), random.between(1130, 1220)]) shapes.push(palm(x, foot + 40, random.between(300, 420),
    random, mood))
  const seat = random.between(330, 420)
  for (const x of [seat, seat + 130]) shapes.push(polygon([[x, foot + 38], [x + 70, foot + 38], [x + 84, foot + 16],
    [x + 92, foot + 16], [x + 78, foot + 48], [x, foot + 48]], '#fbf7ef'))
  const parasol = seat + 108
  shapes.push(line(parasol, foot + 44, parasol, foot - 66, '#8a6a48', 6),
    path(`M${parasol - 84} ${foot - 54} Q${parasol} ${foot - 112} ${parasol + 84} ${foot - 54} Z`,
    random.pick(['#e6b35a', '#d9694d', '#f4efe2', '#3f8a78'])))
  shapes.push(bougainvillea(random.between(840, 960), foot + 14, 150, random, mood))
  return shapes
}

/** A low house or a family concession: rooms round a yard behind one wall. */
export function house(random: Random, plan: FrontPlan, concession = false): string {
  const mood = moodOf(random)
  const colours = coloursOf(random, mood)
  const shapes: string[] = []
  const width = concession ? 760 : random.between(430, 560)
  const x = random.between(150, 1130 - width)
  const foot = 768
  const height = plan.floors > 1 ? 250 : 150
  if (concession) {
    for (const [dx, w, h] of [[0, 250, 128], [width - 260, 260, 138]] as const) {
      const wall = shade(colours.wall, dx ? -0.08 : 0.04)
      shapes.push(rect(x + dx, foot - h, w, h, wall), polygon([[x + dx - 16, foot - h], [x + dx + 10, foot - h - 34],
        [x + dx + w - 10, foot - h - 34], [x + dx + w + 16, foot - h]], mix('#9aa0a0', mood.tint, mood.tintPart)))
      shapes.push(window_(x + dx + 34, foot - h + 38, 52, 46, colours, mood, random, true),
        rect(x + dx + w - 96, foot - 96, 52, 96, colours.trim))
    }
    shapes.push(tree(x + width / 2, foot + 10, 280, random, mood))
  } else {
    shapes.push(rect(x, foot - height, width, height, colours.wall), rect(x - 12, foot - height - 20, width + 24, 22,
      colours.trim), roofThings(x, foot - height - 20, width, random, colours))
    for (const [part, y] of [[0.1, 96], [0.68, 96]] as const) shapes.push(window_(x + width * part, foot - y - 6, width * 0.2, 62,
      colours, mood, random, true))
    if (height > 200) for (const part of [0.1, 0.4, 0.7]) shapes.push(window_(x + width * part, foot - height + 26, width * 0.18,
      58, colours, mood, random))
    shapes.push(rect(x + width * 0.43, foot - 104, 66, 104, mix('#6f4527', mood.tint, mood.tintPart)),
      rect(x + width * 0.36, foot - 118, 150, 12, colours.trim))
    shapes.push(tree(x + width + 60, foot + 14, random.between(160, 230), random, mood))
  }
  shapes.push(fence(40, 1240, base + 6, 74, shade(colours.wall, -0.02),
    [x + width * random.between(0.3, 0.5), random.between(96, 130)], colours.trim))
  if (random.chance(0.5)) shapes.push(bougainvillea(random.between(80, 900), base - 70, random.between(80, 160), random, mood))
  if (random.chance(0.6)) shapes.push(person(random.between(140, 1140), 858, random))
  if (random.chance(0.3)) shapes.push(car(random.between(240, 1040), 914, random, mood))
  return scene(random, mood, { coast: plan.coast, paved: plan.standing > 0.6,
    view: around(random, x + width / 2, width, height + 40) }, shapes)
}

/** A shop on the ground floor of a street, its blind let down over the door. */
export function shopFront(random: Random, plan: FrontPlan): string {
  const mood = moodOf(random)
  const colours = coloursOf(random, mood)
  const shapes: string[] = []
  const width = random.between(620, 780)
  const x = random.between(140, 1140 - width)
  const ground = 250
  const top = base - ground - (plan.floors > 1 ? 190 : 40)
  shapes.push(rect(x, top, width, base - top, colours.wall), rect(x - 12, top - 22, width + 24, 24, colours.trim),
    roofThings(x, top - 22, width, random, colours))
  if (plan.floors > 1) for (const part of [0.08, 0.38, 0.68]) shapes.push(window_(x + width * part, top + 42, width * 0.22, 88,
    colours, mood, random))
  const doors = random.whole(2, 3)
  const bay = width / doors
  const cloth = random.pick([['#c0523c', '#f6ead6'], ['#1f7a66', '#f3efe2'], ['#d99a2b', '#fbf4e2'],
    ['#2f5d86', '#f1eee4']] as const)
  for (let index = 0; index < doors; index++) {
    const left = x + index * bay + 18
    const w = bay - 36
    const open = index !== 0 || random.chance(0.6)
    if (open) {
      shapes.push(rect(left, base - 176, w, 176, '#4b4038'), rect(left + 8, base - 168, w - 16, 168, random.chance(0.5)
        ? '#f1d9a2' : shade(mood.glass, 0.1)))
      for (let shelf = 0; shelf < 3; shelf++) {
        const y = base - 128 + shelf * 44
        shapes.push(rect(left + 14, y, w - 28, 5, '#8a6a48'))
        for (let thing = left + 20; thing < left + w - 30; thing += random.between(17, 30)) shapes.push(rect(thing, y - 24, 13,
          24, random.pick(['#c9623f', '#3d7f8c', '#e0b04a', '#7f9a55', '#efe7d6', '#9a4f6a']), { round: 2 }))
      }
    } else shapes.push(garage(left, base - 176, w, 176, colours))
    const stripes = 8
    for (let stripe = 0; stripe < stripes; stripe++) {
      const from = left - 12 + ((w + 24) / stripes) * stripe
      const next = from + (w + 24) / stripes
      shapes.push(polygon([[from, base - 214], [next, base - 214], [next + (stripe - 3.5) * 2.4, base - 158],
        [from + (stripe - 3.5) * 2.4, base - 158]], cloth[stripe % 2]!))
    }
    shapes.push(rect(left - 14, base - 246, w + 28, 30, shade(colours.trim, 0.04)))
    // a sign without words
    shapes.push(rect(left + w * 0.14, base - 237, w * 0.44, 6, '#f3ead6'),
      rect(left + w * 0.14, base - 227, w * 0.28, 5, '#f3ead6', { opacity: 0.8 }))
  }
  shapes.push(rect(0, base - 2, 1280, 16, shade(mood.road, 0.24)))
  for (let count = random.whole(1, 3); count > 0; count--) shapes.push(person(random.between(120, 1160),
    base + random.between(16, 40), random))
  if (random.chance(0.6)) shapes.push(car(random.between(240, 1040), 912, random, mood))
  return scene(random, mood, { coast: false, paved: true, view: around(random, x + width / 2, width, base - top) }, shapes)
}

export function warehouse(random: Random): string {
  const mood = moodOf(random)
  const colours = coloursOf(random, mood)
  const metal = mix(random.pick(['#aeb8bc', '#c4b69b', '#8fa7a6', '#b98e6b']), mood.tint, mood.tintPart)
  const x = random.between(110, 190)
  const width = random.between(880, 960)
  const eave = base - 300
  const shapes: string[] = [
    polygon([[x, eave], [x + width / 2, eave - 120], [x + width, eave], [x + width, base], [x, base]], metal),
    polygon([[x - 20, eave + 6], [x + width / 2, eave - 126], [x + width + 20, eave + 6], [x + width + 20, eave - 12],
      [x + width / 2, eave - 146], [x - 20, eave - 12]], colours.trim),
  ]
  for (let rib = x + 16; rib < x + width - 6; rib += 26) shapes.push(line(rib, eave + 10, rib, base, shade(metal, -0.12), 3, 0.6))
  for (let door = 0; door < 3; door++) {
    const left = x + width * (0.07 + door * 0.31)
    shapes.push(rect(left - 8, base - 208, width * 0.25 + 16, 208, shade(metal, -0.28)),
      garage(left, base - 200, width * 0.25, 200, colours))
  }
  shapes.push(rect(x + width * 0.42, eave - 40, width * 0.16, 50, shade(mood.glass, 0.05)))
  shapes.push(car(random.between(280, 1000), 906, random, mood), person(random.between(160, 1120), 852, random))
  return scene(random, mood, { coast: false, paved: random.chance(0.5), view: around(random, x + width / 2, width * 0.86, 420) },
    shapes)
}

/** Land, fenced or bare, with its corner stones. `rural` for an orchard or a field. */
export function land(random: Random, plan: { fenced: boolean; rural: boolean; coast: boolean }): string {
  const mood = moodOf(random)
  const colours = coloursOf(random, mood)
  const shapes: string[] = []
  const skyLine = 430
  const far = skyLine + 46
  const earth = mix(random.pick(['#d9ac75', '#e2c79c', '#cf9a63', '#dcbf93']), mood.tint, mood.tintPart)
  const [left, right] = [random.between(190, 280), random.between(1000, 1090)]
  if (!plan.rural) for (let houses = random.whole(1, 3); houses > 0; houses--) {
    const at = random.between(60, 1120)
    const wall = mix(colours.wall, mood.sky[2], 0.25)
    const [w, h] = [random.between(90, 170), random.between(70, 160)]
    shapes.push(rect(at, skyLine + 18 - h, w, h, wall), rect(at - 4, skyLine + 18 - h - 8, w + 8, 10, shade(wall, -0.2)),
      rect(at + w * 0.2, skyLine - h + 44, w * 0.22, 24, mood.glass),
      rect(at + w * 0.6, skyLine - h + 44, w * 0.22, 24, mood.glass))
  }
  shapes.push(polygon([[left, far], [right, far], [1250, 936], [30, 936]], earth))
  for (let count = 0; count < 46; count++) {
    const y = random.between(far + 10, 930)
    const part = (y - far) / (936 - far)
    const x = random.between(left - (left - 60) * part, right + (1220 - right) * part)
    shapes.push(random.chance(0.35) ? tuft(x, y, 6 + part * 14, random, mood)
      : ellipse(x, y, 6 + part * 26, 1.5 + part * 4, shade(earth, random.chance(0.5) ? -0.12 : 0.14), { opacity: 0.6 }))
  }
  if (plan.fenced) {
    const wall = mix('#c9bfae', mood.tint, mood.tintPart)
    shapes.push(rect(left - 4, far - 34, right - left + 8, 40, wall),
      rect(left - 4, far - 40, right - left + 8, 8, shade(wall, 0.22)))
    shapes.push(polygon([[left, far - 38], [left, far + 6], [30, 940], [30, 850]], shade(wall, -0.1)),
      polygon([[right, far - 38], [right, far + 6], [1250, 940], [1250, 850]], shade(wall, -0.18)))
    for (let block = left + 30; block < right; block += 46) shapes.push(line(block, far - 32, block, far + 4, shade(wall, -0.14),
      2, 0.6))
  } else {
    for (const [x, y, size] of [[left, far, 9], [right, far, 9], [52, 924, 20],
      [1228, 924, 20]] as const) shapes.push(rect(x - size, y - size * 2.4, size * 2, size * 2.6, '#f4f1e8'),
      rect(x - size, y - size * 2.4, size * 2, size * 0.8, '#c0432f'))
    shapes.push(line(left, far - 6, right, far - 6, '#e9e2cf', 3, 0.8), line(left, far - 6, 52, 890, '#e9e2cf', 3, 0.7),
      line(right, far - 6, 1228, 890, '#e9e2cf', 3, 0.7))
  }
  if (plan.rural) {
    for (let row = 0; row < 3; row++) for (let column = 0; column < 6; column++) {
      const part = row / 3
      shapes.push(tree(left + ((right - left) / 5) * column - (column - 2.5) * -40 * part + random.between(-14, 14),
        far + 30 + row * 120, 80 + row * 56, random, mood))
    }
  }
  if (random.chance(0.5)) shapes.push(baobab(random.chance(0.5) ? random.between(80, 240) : random.between(1040, 1200),
    skyLine + 60, random.between(190, 280), random, mood))
  else shapes.push(palm(random.between(80, 1180), skyLine + 60, random.between(220, 320), random, mood))
  if (random.chance(0.4)) shapes.push(sandHeap(random.between(360, 900), random.between(640, 840), random, earth))
  const ground = skyAndGround(random, mood, skyLine)
  return picture(ground.definitions, [...ground.shapes, plan.coast ? sea(random, mood, skyLine - 50, skyLine + 24) : plan.rural
    ? hills(mood, skyLine) : skyline(random, mood, 60, skyLine), ...shapes])
}

function tuft(x: number, y: number, size: number, random: Random, mood: Mood): string {
  const colour = mix(mood.leaf, '#b9a85c', random.between(0.2, 0.6))
  return path(`M${x} ${y} q${-size * 0.7} ${-size * 0.6} ${-size * 0.9} ${-size * 1.1} M${x} ${y}
    q0 ${-size} ${size * 0.1} ${-size * 1.4} M${x} ${y}
    q${size * 0.6} ${-size * 0.6} ${size * 0.8} ${-size}`, 'none', { stroke: colour, width: Math.max(2, size * 0.2) })
}

function hills(mood: Mood, at: number): string {
  return path(`M0 ${at} Q220 ${at - 60} 460 ${at - 12} T900 ${at - 20} T1280 ${at - 8} V${at + 10} H0 Z`,
    mix(mood.leaf, mood.sky[2], 0.55))
}

function sandHeap(x: number, y: number, random: Random, earth: string): string {
  const size = random.between(60, 110)
  return path(`M${x - size} ${y} Q${x - size * 0.3} ${y - size * 0.7} ${x} ${y - size * 0.72} Q${x
    + size * 0.4} ${y - size * 0.66} ${x + size} ${y} Z`, shade(earth, 0.22)) + path(`M${x} ${y - size * 0.72} Q${x
    + size * 0.4} ${y - size * 0.66} ${x + size} ${y} H${x + size * 0.2} Z`, shade(earth, 0.06))
}
