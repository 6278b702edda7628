import type { PhotoPlan, SceneName } from './draw-photo.ts'
import type { Listing } from './listings.ts'
import type { Random } from './random.ts'

/** Which photos an agent would have taken there, the best first. `seed` names the property. */
export function planPhotos(listing: Listing, seed: string, random: Random): PhotoPlan[] {
  const { kind, standing, storeys } = listing
  const wanted = ['land', 'farmland', 'parking', 'garage', 'store', 'warehouse'].includes(kind)
    ? random.weighted([[1, 70], [2, 30]] as const) : random.weighted([[1, 20], [2, 30], [3, 27], [4, 15], [5, 8]] as const)
  const scenes = scenesOf(listing, random).slice(0, wanted)
  const coastal = listing.place.profile === 'beach' ? random.chance(0.5) : listing.seaView
  return scenes.map((scene, index) => ({ scene, seed: `${seed}/${index}`, floors: storeys, standing, coast: listing.seaView
    || (coastal && ['villa', 'house', 'plot', 'fencedPlot', 'garden'].includes(scene)) }))
}

function scenesOf(listing: Listing, random: Random): SceneName[] {
  const { kind } = listing
  const has = (amenity: Listing['amenities'][number]) => listing.amenities.includes(amenity)
  const bare = listing.furnished === 'none' && random.chance(0.35)
  const inside: SceneName[] = bare ? ['emptyRoom', 'kitchen', 'bathroom']
    : ['living', ...random.shuffled<SceneName>(['bedroom', 'kitchen', 'bathroom'])]
  const outside: SceneName[] = listing.seaView || has('terrace') ? ['terrace'] : []
  switch (kind) {
    case 'villa':
      return [has('pool') ? 'garden' : 'villa', ...outside, ...inside]
    case 'house':
      return ['house', ...inside]
    case 'compound':
      return ['concession', 'emptyRoom']
    case 'building':
      return ['block', 'emptyRoom', 'kitchen']
    case 'hotel':
      return ['garden', 'bedroom', 'terrace', 'bathroom']
    case 'office':
    case 'floor':
      return random.chance(0.5) ? ['offices', 'officeRoom', 'emptyRoom'] : ['officeRoom', 'offices', 'emptyRoom']
    case 'shop':
    case 'commercial':
      return ['shop', 'emptyRoom']
    case 'store':
      return ['emptyRoom', 'warehouse']
    case 'warehouse':
      return ['warehouse', 'emptyRoom']
    case 'land':
      return has('fenced') ? ['fencedPlot', 'plot'] : ['plot', 'plot']
    case 'farmland':
      return ['orchard', 'plot']
    case 'room':
      return [bare ? 'emptyRoom' : 'bedroom', 'bathroom', 'block']
    case 'studio':
      return [bare ? 'emptyRoom' : 'bedroom', 'kitchen', 'bathroom', 'block']
    case 'parking':
    case 'garage':
      return ['block']
    default:
      return random.chance(0.55) ? ['block', ...outside, ...inside] : [...outside, ...inside, 'block']
  }
}
