import { useCallback } from 'react'
import type { CommandInput } from '../../../../shared/contract/commands.ts'
import type { Outcome } from '../../../../shared/contract/envelope.ts'
import { property as declaration } from '../../../../shared/modules/properties/model.ts'
import type { Property } from '../../../../shared/modules/properties/model.ts'
import { seenUnits, useCommand } from '../../../data/use-command.ts'

export type PropertyPatch = CommandInput<'property.update'>['patch']
export type SaveProperty = (patch: PropertyPatch) => Promise<Outcome>

/** Saves a few fields of one property, on the base of what is shown now: each unit by itself, with its own undo. */
export function useSaveProperty(property: Pick<Property, 'id' | 'versions'>): SaveProperty {
  const { run } = useCommand()
  return useCallback(
    (patch) => {
      const units = [
        ...new Set(Object.keys(patch).map((field) => declaration.fields[field as keyof typeof declaration.fields].unit)),
      ]
      return run('property.update', { id: property.id, patch }, { base: seenUnits(property, units) })
    },
    [run, property],
  )
}
