import { z } from 'zod'
import { currencyDecimals, formatMoney } from '../../../shared/values/money.ts'
import type { Currency } from '../../../shared/values/money.ts'

/** Amounts and measures on the wire are texts with two decimals ("100000.00"), never floats. */

const digits = /^\d{1,15}(?:[.,]\d{1,8})?$/

export const decimalInput = z.union([z.number().min(0).max(1e15), z.string().trim().regex(digits)]).transform((value) => String(value).replace(',', '.'))
  .meta({ description: 'A decimal, as text or number', example: '25000000.00' })

/** Integer minor units of a currency from a decimal text; null where it has more decimals than the currency. */
export function minorUnits(decimal: string, currency: string): number | null {
  const places = currencyDecimals[currency as Currency] ?? 0
  const [whole = '0', fraction = ''] = decimal.includes('e') ? Number(decimal).toFixed(0).split('.') : decimal.split('.')
  if (fraction.slice(places).replaceAll('0', '') !== '') return null
  const amount = Number(whole + fraction.slice(0, places).padEnd(places, '0'))
  return Number.isSafeInteger(amount) ? amount : null
}

export function amountText(amount: number, currency: string): string {
  const places = currencyDecimals[currency as Currency] ?? 0
  if (places === 0) return `${amount}.00`
  const text = String(amount).padStart(places + 1, '0')
  return `${text.slice(0, -places)}.${text.slice(-places)}`
}
export const amountOrNull = (amount: number | null, currency: string): string | null => (amount === null ? null : amountText(amount, currency))

/** Surfaces and such: two decimals, as many as a person measures. */
export const measureText = (value: number | null): string | null => (value === null ? null : value.toFixed(2))

/** "25 000 000 F CFA", with plain spaces: what phones print. */
export function priceWords(amount: number | null, currency: string): string {
  return amount === null ? '' : formatMoney({ amount, currency: currency as Currency }, { language: 'fr' }).replaceAll(/[\u00a0\u202f]/g, ' ')
}
