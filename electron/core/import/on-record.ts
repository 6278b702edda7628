import type { DuplicateProbe, ImportRow } from '../../../shared/modules/properties/model-inputs.ts'

/** What `imports.repeats` is asked about rows of a file: is this property in the agency already? */
export function probesOf(rows: readonly ImportRow[]): (DuplicateProbe & { line: number })[] {
  return rows.map(({ line, values, owner }) => ({
    id: null, line, title: values.title, kind: values.kind, transaction: values.transaction, quartier: values.quartier ?? null, commune: values.commune ?? null,
    priceAmount: values.priceAmount ?? null, surfaceArea: values.surfaceArea ?? values.landArea ?? null, bedrooms: values.bedrooms ?? null,
    ownerPhones: owner?.phone ? [owner.phone] : [],
  }))
}

export type OnRecord = { line: number; title: string; reference: string | null }
