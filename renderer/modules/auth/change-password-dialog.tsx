import { Modal } from '@mantine/core'
import { showNotice } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { PasswordForm } from './password-form.tsx'

export function ChangePasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('session.password.change_title')}
      size={420}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
    >
      <PasswordForm
        currentLabel={t('session.password.current')}
        onDone={() => {
          onClose()
          showNotice(t('session.password.done'))
        }}
      />
    </Modal>
  )
}
