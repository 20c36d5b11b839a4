import { Icon } from '../parts/Icon.tsx'
import { joinClasses } from '../parts/join-classes.ts'
import { useEnvironment } from '../session-context.ts'
import { SearchBox } from './SearchBox.tsx'
import { UserMenu } from './UserMenu.tsx'

export const Topbar = ({ onOpenMenu, onShowCalls }: { onOpenMenu: () => void; onShowCalls: () => void }) => {
  const { mode } = useEnvironment()
  return (
    <header
      className={joinClasses(
        'sticky z-20 flex h-14 items-center gap-2 border-b border-line bg-page px-4 sm:gap-3 sm:px-6 lg:px-8',
        mode === 'test' ? 'top-7' : 'top-0',
      )}
    >
      <button
        type="button"
        onClick={onOpenMenu}
        aria-label="Open menu"
        className="-ml-2 rounded-control p-2 hover:bg-raised lg:hidden"
      >
        <Icon name="menu" sizePx={20} />
      </button>
      <SearchBox />
      <div className="ml-auto flex items-center gap-2">
        <button
          type="button"
          onClick={onShowCalls}
          aria-label="Show API calls"
          className="flex min-h-9 items-center gap-1.5 rounded-control px-2.5 text-ink-soft hover:bg-raised hover:text-ink"
        >
          <Icon name="code" />
          <span className="max-md:hidden">Show API calls</span>
        </button>
        <UserMenu />
      </div>
    </header>
  )
}
