import { ActionIcon, Modal } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import type { PhotoView } from '../../../../shared/modules/properties/model-views.ts'
import { Photo } from '../../../components/show/photo.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from './photos.module.css'

type PhotoViewerProps = {
  photos: readonly PhotoView[]
  title: string
  index: number
  onIndex: (index: number) => void
  onClose: () => void
}

/** The photos, as large as the window; arrows walk, Escape leaves. */
export function PhotoViewer({ photos, title, index, onIndex, onClose }: PhotoViewerProps) {
  const { t } = useWords()
  const at = Math.max(0, Math.min(photos.length - 1, index))
  const photo = photos[at]
  const go = (by: number) => onIndex((at + by + photos.length) % photos.length)
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: 1,
      ArrowUp: -1,
      ' ': 1,
      Home: -at,
      End: photos.length - 1 - at,
    }
    const step = steps[event.key]
    if (step === undefined || (event.key === ' ' && event.target instanceof HTMLButtonElement)) return
    event.preventDefault()
    event.stopPropagation()
    go(step)
  }
  // From the window: the first arrow may come before the focus has moved in here.
  useWindowEvent('keydown', onKeyDown, { capture: true })
  if (!photo) return null
  return (
    <Modal.Root
      opened
      onClose={onClose}
      fullScreen
      padding={0}
      classNames={{ content: styles.viewerContent!, body: styles.viewerBody! }}
    >
      <Modal.Content aria-label={t('photo.full')}>
        <Modal.Body>
          <div className={styles.viewer}>
            <div className={styles.viewerHead}>
              <span className={styles.viewerTitle}>{title}</span>
              <span aria-live="polite">{t('photo.of', { number: at + 1, total: photos.length })}</span>
              <ActionIcon
                size={36}
                variant="subtle"
                color="gray"
                c="white"
                aria-label={t('common.action.close')}
                onClick={onClose}
                data-autofocus
              >
                <IconX size={20} />
              </ActionIcon>
            </div>
            <div className={styles.viewerStage}>
              <Photo
                key={photo.file.id}
                fileId={photo.file.id}
                variant="original"
                alt={photo.caption ?? t('photo.alt', { number: at + 1, title })}
                fit="contain"
                width="100%"
                height="100%"
                radius={0}
                className={styles.viewerPhoto!}
              />
              {photos.length > 1 ? (
                <>
                  <ActionIcon
                    className={styles.viewerPrevious}
                    size={44}
                    radius="xl"
                    variant="filled"
                    color="dark"
                    aria-label={t('photo.previous')}
                    onClick={() => go(-1)}
                  >
                    <IconChevronLeft size={24} />
                  </ActionIcon>
                  <ActionIcon
                    className={styles.viewerNext}
                    size={44}
                    radius="xl"
                    variant="filled"
                    color="dark"
                    aria-label={t('photo.next')}
                    onClick={() => go(1)}
                  >
                    <IconChevronRight size={24} />
                  </ActionIcon>
                </>
              ) : null}
            </div>
            <p className={styles.viewerCaption}>{photo.caption}</p>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
