import type { ImportProblem } from '../../../../shared/modules/properties/model-import.ts'
import { useWords } from '../../../language/words.tsx'

/** What is wrong with one cell or row, with what stands there. */
export function ProblemWords({ problem }: { problem: ImportProblem }) {
  const { t } = useWords()
  const value = problem.value?.trim()
  return (
    <>
      {problem.column ? <strong>{t('importWizard.inColumn', { column: problem.column })} </strong> : null}
      {t(`import.problem.${problem.code}`, {
        ...problem.params,
        value: value ?? '',
        column: problem.column ?? '',
        line: problem.line,
      })}
      {value ? (
        <>
          {' '}
          <q>{value.length > 60 ? `${value.slice(0, 60)}…` : value}</q>
        </>
      ) : null}
    </>
  )
}
