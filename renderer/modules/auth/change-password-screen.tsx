import { Button } from '@mantine/core'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import { useSession } from '../../session/session.tsx'
import { EntranceLayout } from './entrance-layout.tsx'
import { PasswordForm } from './password-form.tsx'

/** After signing in with a password that somebody else gave: choose one's own before anything else. */
export function ChangePasswordScreen() {
  const { t } = useWords()
  const { core, enter, signOut } = useEntrance()
  const session = useSession()
  return (
    <EntranceLayout title={t('session.password.title')} text={t('session.password.first_text')}>
      <PasswordForm
        currentLabel={t('session.password.received')}
        onDone={async () => enter((await core.session.current({})) ?? { ...session, mustChangePassword: false })}
      />
      <Button mt="sm" variant="subtle" color="gray" onClick={() => void signOut()}>
        {t('shell.top.sign_out')}
      </Button>
    </EntranceLayout>
  )
}
