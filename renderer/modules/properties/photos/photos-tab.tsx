import { Button, FileButton } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { DragEvent, KeyboardEvent } from 'react'
import type { PhotoView, PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { moved, positionFor } from './photo-order.ts'
import { PhotoTile } from './photo-tile.tsx'
import { pictures, useAddPhotos } from './use-add-photos.ts'
import styles from './photos.module.css'

/** Photos of a property: dropped, pasted or chosen; ordered by drag or by keys. */
export function PhotosTab({ view, onPhoto }: { view: PropertyView; onPhoto: (index: number) => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { property, mayEdit } = view
  const add = useAddPhotos(property.id)
  const [photos, setPhotos] = useShownOrder(view.photos)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const [current, setCurrent] = useState(0)
  const [said, setSaid] = useState('')
  const buttons = useRef(new Map<string, HTMLButtonElement>())
  const addFiles = (files: Iterable<File>) => add(pictures(files), view.photos)

  useEffect(() => {
    if (!mayEdit) return
    const onPaste = (event: ClipboardEvent) => {
      const files = pictures(event.clipboardData?.files ?? [])
      if (files.length === 0) return
      event.preventDefault()
      add(files, view.photos)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [mayEdit, add, view.photos])

  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
    } catch (error) {
      setPhotos(view.photos)
      showError(error)
    }
  }
  const move = (id: string, to: number) => {
    const position = positionFor(view.photos, id, to)
    if (position === null) return
    setPhotos(moved(view.photos, id, to))
    setSaid(t('photo.moved', { number: to + 1, total: photos.length }))
    void attempt(() => run('propertyPhoto.update', { id, patch: { position } }))
  }
  const remove = (photo: PhotoView) =>
    attempt(async () => {
      const outcome = await run('propertyPhoto.delete', { id: photo.id })
      showUndo({ message: t('photo.removed'), commandId: outcome.commandId })
    })
  const makePrimary = (photo: PhotoView) =>
    attempt(() => run('property.setPrimaryPhoto', { propertyId: property.id, id: photo.id }))
  const focus = (index: number) => {
    const target = photos[Math.max(0, Math.min(photos.length - 1, index))]
    if (target) buttons.current.get(target.id)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const photo = photos[index]!
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: acrossOf(buttons.current, photos),
      ArrowUp: -acrossOf(buttons.current, photos),
    }
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (event.altKey && mayEdit) {
        event.stopPropagation()
        move(photo.id, Math.max(0, Math.min(photos.length - 1, index + step)))
      } else focus(index + step)
    } else if (mayEdit && event.key === 'Delete') {
      event.preventDefault()
      void remove(photo)
      focus(index + 1)
    } else if (mayEdit && event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      void makePrimary(photo)
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (dragged === null) addFiles(event.dataTransfer.files)
  }
  const endDrag = (event: DragEvent) => {
    if (dragged === null) return
    setDragged(null)
    // Escape, or let go outside: nothing was meant
    if (event.dataTransfer.dropEffect === 'none') return setPhotos(view.photos)
    move(
      dragged,
      photos.findIndex((photo) => photo.id === dragged),
    )
  }

  const chooser = (
    <FileButton multiple accept="image/*" onChange={(files) => addFiles(files)}>
      {(props) => (
        <Button {...props} leftSection={<IconPhotoPlus size={16} />}>
          {t('photo.add')}
        </Button>
      )}
    </FileButton>
  )
  return (
    <div
      className={styles.tab}
      data-over={over || undefined}
      onDrop={mayEdit ? onDrop : undefined}
      onDragOver={(event) => {
        if (!mayEdit) return
        event.preventDefault()
        if (dragged === null && event.dataTransfer.types.includes('Files')) setOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false)
      }}
    >
      {photos.length === 0 ? (
        <EmptyState drawing="photos" message={t('photo.none')} action={mayEdit ? chooser : null} />
      ) : (
        <>
          <div className={styles.bar}>
            {mayEdit ? chooser : null}
            {mayEdit ? <span className={styles.hint}>{t('photo.keys')}</span> : null}
          </div>
          <ul className={styles.grid} aria-label={t('photo.count', { count: photos.length })}>
            {photos.map((photo, index) => (
              <PhotoTile
                key={photo.id}
                photo={photo}
                title={property.title}
                index={index}
                total={photos.length}
                primary={photo.id === property.primaryPhotoId}
                mayEdit={mayEdit}
                dragged={photo.id === dragged}
                tabIndex={index === Math.min(current, photos.length - 1) ? 0 : -1}
                onFocus={() => setCurrent(index)}
                onOpen={() => onPhoto(view.photos.findIndex((one) => one.id === photo.id))}
                buttonRef={(element) => {
                  if (element) buttons.current.set(photo.id, element)
                  else buttons.current.delete(photo.id)
                }}
                onPrimary={() => void makePrimary(photo)}
                onRemove={() => void remove(photo)}
                onMove={(to) => move(photo.id, to)}
                onCaption={(caption) => void attempt(() => run('propertyPhoto.update', { id: photo.id, patch: { caption } }))}
                onKeyDown={(event) => onKeyDown(event, index)}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  event.dataTransfer.setData('text/plain', photo.id)
                  setDragged(photo.id)
                }}
                onDragOver={(event) => {
                  if (dragged === null) return
                  event.preventDefault()
                  if (dragged !== photo.id) setPhotos(moved(photos, dragged, index))
                }}
                onDragEnd={endDrag}
              />
            ))}
          </ul>
        </>
      )}
      {over ? <div className={styles.dropHere}>{t('photo.dropHere')}</div> : null}
      <span className={styles.said} aria-live="polite">
        {said}
      </span>
    </div>
  )
}

/** The order as the person sees it while moving; what the core says replaces it as soon as it comes. */
function useShownOrder(photos: readonly PhotoView[]): [readonly PhotoView[], (photos: readonly PhotoView[]) => void] {
  const [shown, setShown] = useState(photos)
  const [from, setFrom] = useState(photos)
  if (from !== photos) {
    setFrom(photos)
    setShown(photos)
  }
  return [from === photos ? shown : photos, setShown]
}

/** How many photos stand beside one another just now. */
function acrossOf(buttons: ReadonlyMap<string, HTMLElement>, photos: readonly PhotoView[]): number {
  const tops = photos.map((photo) => buttons.get(photo.id)?.getBoundingClientRect().top)
  const below = tops.findIndex((top) => top !== tops[0])
  return below < 1 ? photos.length : below
}
