import type { PropertyKind } from '../../../shared/modules/properties/model.ts'

/** The pictures by which the mobile client shows kinds. */
export const kindIcons: Readonly<Record<PropertyKind, string>> = {
  apartment: '🏢', house: '🏠', villa: '🏡', penthouse: '🏙️', loft: '🏗️', duplex: '🏘️', triplex: '🏘️', studio: '🛏️', commercial: '🏪', office: '💼', land: '🌳', parking: '🅿️', cellar: '📦',
  garage: '🚗', room: '🛏️', building: '🏬', compound: '🏘️', floor: '🏢', shop: '🏪', store: '🏪', warehouse: '🏭', hotel: '🏨', farmland: '🌾', other: '🏠',
}
