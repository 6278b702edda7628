/**
 * What a property offers, in the groups a person looks for them. The replaced system kept these as sixty columns;
 * here they are data: adding one is adding a word (and its two translations).
 */
export const amenityGroups = {
  /** What decides a choice in Dakar first: water and current (market page §4.7). */
  autonomy: ['waterReserve', 'waterPump', 'borehole', 'generator', 'prepaidMeter', 'solarPanels', 'hotWater'],
  security: ['guard', 'securitySystem', 'securityCameras', 'outdoorCameras', 'intercom', 'smokeDetector', 'carbonMonoxideDetector'],
  building: ['elevator', 'parking', 'garage', 'freeStreetParking', 'maidRoom', 'caretakerRoom', 'disabledAccess'],
  outdoor: ['balcony', 'terrace', 'rooftop', 'garden', 'courtyard', 'pool', 'yearRoundPool', 'seaView', 'outdoorFurniture', 'outdoorDining', 'outdoorKitchen', 'outdoorShower', 'loungeChairs'],
  comfort: ['airConditioning', 'heating', 'fans', 'fireplace', 'internet', 'portableInternet', 'television', 'wardrobes', 'blinds', 'bathtub'],
  kitchen: ['kitchen', 'fittedKitchen', 'refrigerator', 'freezer', 'stove', 'oven', 'microwave', 'dishwasher', 'coffeeMaker', 'blender', 'diningTable', 'tableware', 'cookware'],
  laundry: ['washingMachine', 'dryer', 'iron', 'clothesRack', 'hangers'],
  stay: ['essentials', 'sheets', 'extraBedding', 'crib', 'playroom', 'cleaningDuringStay', 'luggageDropOff', 'keyExchange', 'longStays'],
  land: ['fenced', 'serviced', 'corner', 'pavedRoad', 'onWaterNetwork', 'onPowerNetwork'],
} as const

export type AmenityGroup = keyof typeof amenityGroups
export const amenityNames = [
  ...amenityGroups.autonomy, ...amenityGroups.security, ...amenityGroups.building, ...amenityGroups.outdoor, ...amenityGroups.comfort,
  ...amenityGroups.kitchen, ...amenityGroups.laundry, ...amenityGroups.stay, ...amenityGroups.land,
] as const
export type Amenity = (typeof amenityNames)[number]
