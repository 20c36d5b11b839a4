import { Button } from './Button.tsx'

export const MoreButton = ({
  list,
}: {
  list: { hasMore: boolean; isReadingMore: boolean; readMore: () => void }
}) =>
  list.hasMore && (
    <div className="border-t border-line px-4 py-2">
      <Button isSmall isBusy={list.isReadingMore} onClick={list.readMore}>
        Show more
      </Button>
    </div>
  )
