import { isMessageKey } from '../../../../shared/language/index.ts'
import type { MessageKey, Translate } from '../../../../shared/language/index.ts'
import type { RefusedCommand } from '../../../../shared/modules/core/model-views.ts'
import { isErrorCode } from '../../../../shared/values/error.ts'

const ifWords = (key: string, t: Translate): string | null => (isMessageKey(key) ? t(key) : null)

/** Why the server refused, and of which field, in words. */
export function reasonInWords({ code, params, changes }: Pick<RefusedCommand, 'code' | 'params' | 'changes'>, t: Translate): string {
  const { field, fields, rule } = params
  const nameOf = (name: string): string | null => {
    const label = changes.flatMap((change) => change.fields).find((one) => one.name === name)?.label
    return label ? t(label as MessageKey) : null
  }
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
  const listed = Array.isArray(fields) ? (fields as { path?: unknown; problem?: unknown }[]) : []
  const wrong = listed.map(({ path, problem }) => ({ name: textOf(path).split('.').at(-1)!, problem: textOf(problem) }))
  if (typeof field === 'string') wrong.push({ name: field, problem: code })
  const details = wrong.flatMap(({ name, problem }) => {
    const known = nameOf(name)
    return known ? [t('cards.field_problem', { field: known, problem: ifWords(`problem.${problem}`, t) ?? t('problem.invalid') })] : []
  })
  const ofRule = typeof rule === 'string' ? ifWords(`cards.rule.${rule}`, t) : null
  // The rule says it better than that there is one.
  return [ofRule ?? t(`error.${isErrorCode(code) ? code : 'internal'}`, params), ...details].join(' ')
}

export const actInWords = (name: string, t: Translate): string => ifWords(`team.can.${name}`, t) ?? name
