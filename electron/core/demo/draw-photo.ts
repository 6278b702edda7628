import type { Picture } from '../../../shared/files/images.ts'
import { sharp } from '../../../shared/files/sharp.ts'
import { randomOf } from './random.ts'
import { apartmentBlock, house, land, shopFront, villa, warehouse } from './scene-buildings.ts'
import { bathroom, bedroom, emptyRoom, kitchen, living, officeRoom, terrace } from './scene-indoors.ts'
import { pictureHeight, pictureWidth } from './svg.ts'

export const sceneNames = [
  'block', 'offices', 'villa', 'garden', 'house', 'concession', 'shop', 'warehouse', 'plot', 'fencedPlot', 'orchard',
  'living', 'bedroom', 'kitchen', 'bathroom', 'officeRoom', 'emptyRoom', 'terrace',
] as const
export type SceneName = (typeof sceneNames)[number]

/** What a photo is to show. `seed` alone decides everything else, so that the same plan is the same picture. */
export type PhotoPlan = { scene: SceneName; seed: string; floors: number; standing: number; coast: boolean }

/** The picture as SVG, without any word in it: fonts differ between computers, shapes do not. */
export function drawScene(plan: PhotoPlan): string {
  const random = randomOf('photo', plan.seed, plan.scene)
  const { floors, standing, coast } = plan
  const front = { floors, standing, coast }
  switch (plan.scene) {
    case 'block':
      return apartmentBlock(random, front)
    case 'offices':
      return apartmentBlock(random, front, true)
    case 'villa':
      return villa(random, front)
    case 'garden':
      return villa(random, { ...front, pool: true })
    case 'house':
      return house(random, front)
    case 'concession':
      return house(random, front, true)
    case 'shop':
      return shopFront(random, front)
    case 'warehouse':
      return warehouse(random)
    case 'plot':
      return land(random, { fenced: false, rural: false, coast })
    case 'fencedPlot':
      return land(random, { fenced: true, rural: false, coast })
    case 'orchard':
      return land(random, { fenced: random.chance(0.4), rural: true, coast: false })
    case 'living':
      return living(random, { standing, coast })
    case 'bedroom':
      return bedroom(random, { standing, coast })
    case 'kitchen':
      return kitchen(random, { standing })
    case 'bathroom':
      return bathroom(random)
    case 'officeRoom':
      return officeRoom(random, { standing, coast })
    case 'emptyRoom':
      return emptyRoom(random, { coast })
    case 'terrace':
      return terrace(random, { coast })
  }
}

/** As a photo that has already been normalised: JPEG, 1280 by 960, no metadata. */
export async function drawPhoto(plan: PhotoPlan): Promise<Picture> {
  // The drawing covers all of the picture: its alpha says nothing.
  const bytes = await sharp(Buffer.from(drawScene(plan))).removeAlpha().jpeg({ quality: 82 }).toBuffer()
  return { bytes, width: pictureWidth, height: pictureHeight }
}
