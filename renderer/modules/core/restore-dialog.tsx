import { Button } from '@mantine/core'
import type { BackupInfo } from '../../../shared/modules/core/model-views.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import { useFormAct } from '../auth/use-form-act.ts'
import styles from './settings.module.css'

/** A decision, not an "are you sure": everybody is signed out, so it is said before. */
export function RestoreDialog({ backup, when, onClose }: { backup: BackupInfo; when: string; onClose: () => void }) {
  const { t } = useWords()
  const { core, leave } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const restore = () =>
    act(async () => {
      await core.backup.restore({ name: backup.name })
      await leave()
    })
  return (
    <>
      <p className={styles.dialogText}>{t('settings.backup.sure_text', { when })}</p>
      <FormProblem>{problem}</FormProblem>
      <div className={styles.dialogActions}>
        <Button variant="default" disabled={waiting} onClick={onClose} data-autofocus>
          {t('common.action.cancel')}
        </Button>
        <Button color="red" loading={waiting} onClick={() => void restore()}>
          {t('settings.backup.sure_submit')}
        </Button>
      </div>
    </>
  )
}
