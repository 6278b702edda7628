import { decodePlusCode, encodePlusCode, recoverPlusCode } from '../../../shared/values/plus-code.ts'

export type Position = { latitude: number; longitude: number }

const decimal = String.raw`[-+]?\d{1,3}(?:[.,]\d+)?`
const pair = new RegExp(String.raw`^\s*(${decimal})\s*°?\s*([NS]?)\s*[;,\s]\s*(${decimal})\s*°?\s*([EWO]?)\s*$`, 'i')
/** A map's address: `.../@14.7442,-17.5175,17z`, `?q=14.7442,-17.5175`, `ll=...`, `!3d14.7!4d-17.5`. */
const inAddress =
  /(?:@|[?&](?:q|ll|query|destination)=|\/)(-?\d{1,2}\.\d{3,}),\s*(-?\d{1,3}\.\d{3,})|!3d(-?\d{1,2}\.\d+)!4d(-?\d{1,3}\.\d+)/

function checked(latitude: number, longitude: number): Position | null {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

/**
 * A position as people hand it on: "14.7442, -17.5175", "14,7442 ; -17,5175", "14.7442 N 17.5175 W", a link of a map, or
 * a Plus Code (a short one is completed by `near`). Null when it is none of these.
 */
export function readPosition(text: string, near: Position | null): Position | null {
  const link = inAddress.exec(text)
  if (link) return checked(Number(link[1] ?? link[3]), Number(link[2] ?? link[4]))
  const numbers = pair.exec(text)
  if (numbers) {
    const [, first, north, second, east] = numbers
    const latitude = Number(first!.replace(',', '.')) * (north?.toUpperCase() === 'S' ? -1 : 1)
    const longitude = Number(second!.replace(',', '.')) * (/^[WO]$/i.test(east ?? '') ? -1 : 1)
    return checked(latitude, longitude)
  }
  const code = /[23456789CFGHJMPQRVWX0]{2,8}\+[23456789CFGHJMPQRVWX]{2,7}/i.exec(text)?.[0]
  if (!code) return null
  const full = decodePlusCode(code) ? code : near ? recoverPlusCode(code, near) : null
  const area = full ? decodePlusCode(full) : null
  return area ? { latitude: area.latitude, longitude: area.longitude } : null
}

/** Six decimals are a hand's breadth: more would be pretence. */
export function writePosition({ latitude, longitude }: Position): string {
  return `${Number(latitude.toFixed(6))}, ${Number(longitude.toFixed(6))}`
}

export function plusCodeOf({ latitude, longitude }: Position): string {
  return encodePlusCode(latitude, longitude)
}
