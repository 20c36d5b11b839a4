import { useEffect, useRef } from 'react'
import { NavLink } from 'react-router'
import { Icon } from '../parts/Icon.tsx'
import { joinClasses } from '../parts/join-classes.ts'
import { useEnvironment, usePathOf, useSession } from '../session-context.ts'
import { EnvironmentSwitch } from './EnvironmentSwitch.tsx'
import { navigation } from './navigation.ts'

/** Beside the page where there is room; else a window over it, which Escape and the page's choice close. */
export const Sidebar = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) => {
  const { mode } = useEnvironment()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal()
    if (!isOpen && dialog.current?.open) dialog.current.close()
  }, [isOpen])
  return (
    <>
      <aside
        className={joinClasses(
          'sticky flex flex-col gap-4 overflow-y-auto border-r border-line px-3 py-3 max-lg:hidden',
          mode === 'test' ? 'top-7 h-[calc(100dvh-1.75rem)]' : 'top-0 h-dvh',
        )}
      >
        <Navigation />
      </aside>
      <dialog
        ref={dialog}
        aria-label="Menu"
        onClose={onClose}
        onMouseDown={(event) => event.target === dialog.current && onClose()}
        className="m-0 h-dvh max-h-none w-72 max-w-[85vw] border-r border-line bg-page p-0 text-ink shadow-float lg:hidden"
      >
        {isOpen && (
          <div className="flex min-h-full flex-col gap-4 px-3 py-3">
            <div className="flex items-center justify-between pl-2">
              <span className="font-semibold">Menu</span>
              <button
                type="button"
                onClick={onClose}
                aria-label="Close menu"
                className="rounded-control p-2 hover:bg-raised"
              >
                <Icon name="close" />
              </button>
            </div>
            <Navigation />
          </div>
        )}
      </dialog>
    </>
  )
}

const Navigation = () => {
  const pathOf = usePathOf()
  const { user } = useSession()
  const groups = navigation
    .map(({ name, items }) => ({
      name,
      items: items.filter(({ isForOperators }) => !isForOperators || user.is_operator),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <>
      <EnvironmentSwitch />
      <nav aria-label="Main" className="space-y-4">
        {groups.map((group) => (
          <div key={group.name ?? ''}>
            {group.name !== null && (
              <p className="px-2.5 pb-1 text-[11px] font-medium tracking-wider text-ink-soft uppercase">
                {group.name}
              </p>
            )}
            <ul>
              {group.items.map(({ path, name, icon }) => (
                <li key={path}>
                  <NavLink
                    to={pathOf(path)}
                    end={path === ''}
                    className={({ isActive }) =>
                      joinClasses(
                        'flex min-h-8 items-center gap-2.5 rounded-control px-2.5',
                        isActive
                          ? 'bg-accent-soft font-semibold text-accent'
                          : 'text-ink-soft hover:bg-raised hover:text-ink',
                      )
                    }
                  >
                    <Icon name={icon} />
                    {name}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  )
}
