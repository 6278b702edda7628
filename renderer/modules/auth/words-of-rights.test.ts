import { describe, expect, it } from 'vitest'
import { commandNames } from '../../../shared/contract/commands.ts'
import { isMessageKey } from '../../../shared/language/index.ts'
import { rightsTable } from '../../../shared/modules/auth/rules.ts'

describe('what may be done', () => {
  it('is said in words in the table of rights', () => {
    const names = [...Object.keys(rightsTable.commands), ...Object.keys(rightsTable.queries)]
    expect(names.filter((name) => !isMessageKey(`team.can.${name}`))).toEqual([])
  })

  it('is said in words in the history of the agency', () => {
    expect(commandNames.filter((name) => !isMessageKey(`activity.did.${name}`))).toEqual([])
  })
})
