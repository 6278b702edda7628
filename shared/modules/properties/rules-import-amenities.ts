import { amenityNames } from './model-amenities.ts'
import type { Amenity } from './model-amenities.ts'

/**
 * Amenities that a text names, in the words of listings here. Only what a listing says plainly: a missing amenity is
 * one click, a wrong one is a lie to a client.
 */
const spoken: Readonly<Record<string, Amenity>> = {
  'reserve d eau': 'waterReserve', 'bache a eau': 'waterReserve', 'bache': 'waterReserve', 'citerne': 'waterReserve',
  'surpresseur': 'waterPump', 'suppresseur': 'waterPump',
  'forage': 'borehole', 'puits': 'borehole', 'groupe electrogene': 'generator', 'generateur': 'generator',
  'generator': 'generator',
  'compteur woyofal': 'prepaidMeter', 'woyofal': 'prepaidMeter', 'compteur prepaye': 'prepaidMeter',
  'panneaux solaires': 'solarPanels', 'panneau solaire': 'solarPanels',
  'chauffe eau': 'hotWater', 'eau chaude': 'hotWater', 'chauffe eaux': 'hotWater',
  'gardien': 'guard', 'gardiennage': 'guard', 'vigile': 'guard', 'agent de securite': 'guard',
  'camera de surveillance': 'securityCameras', 'cameras de surveillance': 'securityCameras',
  'video surveillance': 'securityCameras', 'videosurveillance': 'securityCameras', 'interphone': 'intercom',
  'visiophone': 'intercom', 'alarme': 'securitySystem',
  'detecteur de fumee': 'smokeDetector', 'ascenseur': 'elevator', 'elevator': 'elevator', 'parking': 'parking',
  'place de parking': 'parking', 'garage': 'garage',
  'chambre de bonne': 'maidRoom', 'chambre de service': 'maidRoom', 'chambre bonne': 'maidRoom', 'loge gardien': 'caretakerRoom',
  'loge de gardien': 'caretakerRoom',
  'balcon': 'balcony', 'balcons': 'balcony', 'balcony': 'balcony', 'terrasse': 'terrace', 'terrasses': 'terrace',
  'terasse': 'terrace', 'terrace': 'terrace', 'rooftop': 'rooftop',
  'toit terrasse': 'rooftop', 'jardin': 'garden', 'garden': 'garden', 'cour': 'courtyard', 'piscine': 'pool', 'pool': 'pool',
  'vue mer': 'seaView', 'vue sur mer': 'seaView',
  'vue sur la mer': 'seaView', 'vu mer': 'seaView', 'face mer': 'seaView', 'face a la mer': 'seaView', 'sea view': 'seaView',
  'ocean view': 'seaView', 'vue ocean': 'seaView',
  'climatisation': 'airConditioning', 'climatise': 'airConditioning', 'climatisee': 'airConditioning',
  'climatises': 'airConditioning', 'climatiseur': 'airConditioning',
  'climatiseurs': 'airConditioning', 'clim': 'airConditioning', 'splits': 'airConditioning', 'split': 'airConditioning',
  'air conditioning': 'airConditioning',
  'ventilateur': 'fans', 'ventilateurs': 'fans', 'wifi': 'internet', 'wi fi': 'internet', 'internet': 'internet',
  'fibre': 'internet', 'television': 'television', 'tv': 'television',
  'placard': 'wardrobes', 'placards': 'wardrobes', 'dressing': 'wardrobes', 'baignoire': 'bathtub', 'cheminee': 'fireplace',
  'cuisine equipee': 'fittedKitchen', 'cuisine entierement equipee': 'fittedKitchen', 'cuisine amenagee': 'fittedKitchen',
  'cuisine americaine': 'kitchen', 'cuisine': 'kitchen',
  'refrigerateur': 'refrigerator', 'frigo': 'refrigerator', 'congelateur': 'freezer', 'four': 'oven', 'micro onde': 'microwave',
  'micro ondes': 'microwave',
  'lave vaisselle': 'dishwasher', 'machine a laver': 'washingMachine', 'lave linge': 'washingMachine', 'seche linge': 'dryer',
  'fer a repasser': 'iron',
  'cloture': 'fenced', 'cloturee': 'fenced', 'clotures': 'fenced', 'viabilise': 'serviced', 'viabilisee': 'serviced',
  'viabilises': 'serviced', 'viabilisees': 'serviced',
  'bord de route': 'pavedRoad', 'bordure de route': 'pavedRoad', 'route goudronnee': 'pavedRoad',
}
/** "Angle" means a corner plot; in a flat it is a sofa. */
const landOnly: Readonly<Record<string, Amenity>> = {
  'angle': 'corner', 'd angle': 'corner', 'eau et electricite': 'onWaterNetwork',
}

const phrases = [...Object.keys(spoken), ...Object.keys(landOnly)].sort((a, b) => b.length - a.length)
const anyPhrase = new RegExp(`(?:\\b(sans|pas de|pas d|no|non|route de la|rue du?) )?\\b(${phrases.join('|')})\\b`, 'g')

/** Amenities named in folded text, each once, in the order of the model. */
export function amenitiesOf(folded: string, { land = false }: { land?: boolean } = {}): Amenity[] {
  const found = new Set<Amenity>()
  for (const match of folded.matchAll(anyPhrase)) {
    const phrase = match[2]!
    if (match[1] !== undefined) continue
    const amenity = spoken[phrase] ?? (land ? landOnly[phrase] : undefined)
    if (amenity !== undefined) found.add(amenity)
  }
  return found.size === 0 ? [] : amenityNames.filter((name) => found.has(name))
}
