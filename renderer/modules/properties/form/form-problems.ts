import { property } from '../../../../shared/modules/properties/model.ts'
import type { MessageKey } from '../../../../shared/language/index.ts'
import type { DraftValues, PropertyDraft } from './property-draft.ts'

export type FormProblems = Partial<Record<keyof DraftValues | 'newOwner', MessageKey>>

/** What cannot be saved as it stands, by field. An empty title is made from the facts, if there are any. */
export function problemsOf(draft: PropertyDraft): FormProblems {
  const problems: FormProblems = {}
  for (const [field, value] of Object.entries(draft.values)) {
    if (field === 'title' && typeof value === 'string' && value.trim() === '') continue
    const declared = property.fields[field as keyof DraftValues]
    if (!declared.schema.safeParse(value).success)
      problems[field as keyof DraftValues] = field === 'yearBuilt' ? 'propertyRecord.badYear' : 'propertyForm.badValue'
  }
  const { title, region, department, commune, quartier, priceAmount, surfaceArea, floor, totalFloors } = draft.values
  // a kind alone names nothing that could be found again
  const named = [title.trim(), region, department, commune, quartier, priceAmount, surfaceArea].some(Boolean)
  if (!named) problems.title = 'propertyForm.nameNeeded'
  if (totalFloors !== null && floor !== null && /^\d+$/.test(floor.trim()) && Number(floor) > totalFloors)
    problems.floor = 'propertyForm.floorTooHigh'
  if (draft.newOwner && draft.newOwner.name.trim() === '' && draft.newOwner.phone.trim() !== '')
    problems.newOwner = 'propertyForm.ownerNameNeeded'
  return problems
}
