import { keyBetween, keysBetween } from '../../../../shared/values/order-key.ts'

type Placed = { id: string; position: string }

/** The photos with one of them put at another place, as the screen shows it before the core has answered. */
export function moved<Photo extends Placed>(photos: readonly Photo[], id: string, to: number): Photo[] {
  const from = photos.findIndex((photo) => photo.id === id)
  if (from < 0) return [...photos]
  const rest = photos.filter((photo) => photo.id !== id)
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, photos[from]!)
  return rest
}

/** The key that puts a photo at index `to` among the others: one row is written, whatever was dragged. Null when it stays. */
export function positionFor(photos: readonly Placed[], id: string, to: number): string | null {
  const order = moved(photos, id, to)
  const at = order.findIndex((photo) => photo.id === id)
  if (at < 0 || order.every((photo, index) => photo.id === photos[index]?.id)) return null
  return keyBetween(order[at - 1]?.position ?? null, order[at + 1]?.position ?? null)
}

/** Keys for photos added behind those that are there. */
export function positionsBehind(photos: readonly Placed[], count: number): string[] {
  const last = photos.reduce<string | null>(
    (highest, photo) => (highest === null || photo.position > highest ? photo.position : highest),
    null,
  )
  return keysBetween(count, last, null)
}
