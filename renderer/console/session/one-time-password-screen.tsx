import { useWords } from '../../language/words.tsx'
import { DoorLayout } from './door-layout.tsx'
import { PasswordForm } from './password-form.tsx'
import { useSession } from './use-session.ts'

/** Whoever came in with a password that was made up for him chooses his own before anything else. */
export function OneTimePasswordScreen({ current }: { current: string }) {
  const { t } = useWords()
  const { door } = useSession()
  return (
    <DoorLayout title={t('console.me.must_title')} text={t('console.me.must_text')}>
      <PasswordForm current={current} size="md" onChanged={() => door.passwordChanged()} />
    </DoorLayout>
  )
}
