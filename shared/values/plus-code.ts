/** Open Location Code ("plus codes"): an address for places without one. Specification: github.com/google/open-location-code. */
const alphabet = '23456789CFGHJMPQRVWX'
const separatorAt = 8
const fullLength = 10
const gridRows = 5
const gridColumns = 4
const maxLength = 15
/** Ten-digit cells are 1/8000 degree; each further digit divides a cell in 5 rows and 4 columns. */
const pairsPerDegree = 8000
const latitudeUnits = pairsPerDegree * gridRows ** (maxLength - fullLength)
const longitudeUnits = pairsPerDegree * gridColumns ** (maxLength - fullLength)

const fullCode = /^[23456789CFGHJMPQRVWX]{8}\+(?:[23456789CFGHJMPQRVWX]{2,7})?$/
const paddedCode = /^(?=.{8}\+)(?:[23456789CFGHJMPQRVWX]{2}){1,3}0+\+$/

export type PlusCodeArea = { latitude: number; longitude: number; latitudeHeight: number; longitudeWidth: number }

/** The code of the cell holding a point; 10 digits are about 14 m, 11 about 3 m. */
export function encodePlusCode(latitude: number, longitude: number, length = fullLength): string {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) throw new RangeError('not a point')
  const isLength = Number.isInteger(length) && length >= 2 && length <= maxLength && (length >= fullLength || length % 2 === 0)
  if (!isLength) throw new RangeError(`no code of length ${length}`)
  // integers throughout: dividing by floating cells misplaces points on their borders
  let row = Math.floor(Number((latitude * latitudeUnits).toFixed(3))) + 90 * latitudeUnits
  let column = Math.floor(Number((longitude * longitudeUnits).toFixed(3))) + 180 * longitudeUnits
  row = Math.min(Math.max(row, 0), 180 * latitudeUnits - 1)
  column = ((column % (360 * longitudeUnits)) + 360 * longitudeUnits) % (360 * longitudeUnits)
  const tail: string[] = []
  for (let digit = fullLength; digit < maxLength; digit++) {
    tail.unshift(alphabet[(row % gridRows) * gridColumns + (column % gridColumns)]!)
    row = Math.floor(row / gridRows)
    column = Math.floor(column / gridColumns)
  }
  const pairs: string[] = []
  for (let pair = 0; pair < fullLength / 2; pair++) {
    pairs.unshift(alphabet[row % 20]! + alphabet[column % 20]!)
    row = Math.floor(row / 20)
    column = Math.floor(column / 20)
  }
  const digits = (pairs.join('') + tail.join('')).slice(0, length)
  if (length <= separatorAt) return `${digits.padEnd(separatorAt, '0')}+`
  return `${digits.slice(0, separatorAt)}+${digits.slice(separatorAt)}`
}

/** The area of a full code, by its centre; null when the text is no full code. */
export function decodePlusCode(code: string): PlusCodeArea | null {
  const text = code.trim().toUpperCase()
  if (!fullCode.test(text) && !paddedCode.test(text)) return null
  const digits = text.replace(/[+0]/g, '')
  if (alphabet.indexOf(digits[0]!) >= 9 || alphabet.indexOf(digits[1]!) >= 18) return null
  let row = 0
  let column = 0
  let latitudeHeight = latitudeUnits * 20 * 20
  let longitudeWidth = longitudeUnits * 20 * 20
  for (let index = 0; index < digits.length; index++) {
    const value = alphabet.indexOf(digits[index]!)
    if (index < fullLength) {
      if (index % 2 === 0) row += value * (latitudeHeight /= 20)
      else column += value * (longitudeWidth /= 20)
    } else {
      row += Math.floor(value / gridColumns) * (latitudeHeight /= gridRows)
      column += (value % gridColumns) * (longitudeWidth /= gridColumns)
    }
  }
  const degrees = (units: number, perDegree: number) => Number((units / perDegree).toFixed(10))
  return {
    latitude: degrees(row + latitudeHeight / 2 - 90 * latitudeUnits, latitudeUnits),
    longitude: degrees(column + longitudeWidth / 2 - 180 * longitudeUnits, longitudeUnits),
    latitudeHeight: latitudeHeight / latitudeUnits,
    longitudeWidth: longitudeWidth / longitudeUnits,
  }
}

/**
 * The full code for what a map shows in short (`PGV8+4X Dakar`): the cell of that name nearest to a known point.
 * A full code comes back as it is; null when the text starts with no code.
 */
export function recoverPlusCode(text: string, near: { latitude: number; longitude: number }): string | null {
  const code = /^[23456789CFGHJMPQRVWX0]{2,8}\+[23456789CFGHJMPQRVWX]{0,7}(?=$|[\s,])/.exec(text.trim().toUpperCase())?.[0]
  if (code === undefined) return null
  if (decodePlusCode(code)) return code
  const missing = separatorAt - code.indexOf('+')
  if (missing <= 0 || missing % 2 === 1) return null
  const whole = decodePlusCode(encodePlusCode(near.latitude, near.longitude).slice(0, missing) + code)
  if (!whole) return null
  const step = 20 ** (2 - missing / 2)
  const closest = (value: number, reference: number) => value + Math.round((reference - value) / step) * step
  let latitude = closest(whole.latitude, near.latitude)
  if (latitude > 90) latitude -= step
  if (latitude < -90) latitude += step
  return encodePlusCode(latitude, closest(whole.longitude, near.longitude), code.length - 1 + missing)
}
