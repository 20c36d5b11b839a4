import { Suspense, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { Outlet, useLocation, useNavigate, useParams } from 'react-router'
import { ApiProvider, callLog } from '../api/api-context.ts'
import { createApi } from '../api/api.ts'
import { ApiCallPanel } from '../parts/ApiCallPanel.tsx'
import { Skeleton } from '../parts/Notice.tsx'
import { ToastPlace } from '../parts/Toast.tsx'
import { PlaceProvider } from '../session-context.ts'
import { type Session, findEnvironment, lastEnvironment, signInPath } from '../session.ts'
import { MissingPage } from './MissingPage.tsx'
import { ModeBar } from './ModeBar.tsx'
import { Sidebar } from './Sidebar.tsx'
import { Topbar } from './Topbar.tsx'

/** What stands around every page: whose data it is and of which world, the way to other pages, the calls behind this one. */
export const Shell = ({
  session,
  reloadSession,
}: {
  session: Session
  reloadSession: () => Promise<void>
}) => {
  const { environmentId = '' } = useParams()
  const navigate = useNavigate()
  const { pathname, key } = useLocation()
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const [showsCalls, setShowsCalls] = useState(false)

  const environment = useMemo(() => findEnvironment(session, environmentId), [session, environmentId])
  const api = useMemo(
    () =>
      createApi(environmentId, callLog, () =>
        navigate(signInPath(`${location.pathname}${location.search}`), { replace: true }),
      ),
    [environmentId, navigate],
  )
  const place = useMemo(
    () => (environment ? { session, environment, reloadSession } : null),
    [session, environment, reloadSession],
  )

  useEffect(() => {
    if (environment) lastEnvironment.keep(environment.merchant_environment_id)
  }, [environment])
  useEffect(() => setIsMenuOpen(false), [key])
  // Before the page's own effects, in which it reads.
  useLayoutEffect(() => callLog.clear(), [pathname])

  if (!place || !environment) return <MissingPage what="environment" />
  return (
    <PlaceProvider value={place}>
      <ApiProvider value={api}>
        <ToastPlace>
          <a
            href="#content"
            className="bg-accent text-on-accent fixed top-2 left-2 z-50 -translate-y-20 rounded-control px-4 py-2 focus:translate-y-0"
            onClick={(event) => {
              event.preventDefault()
              document.getElementById('content')?.focus()
            }}
          >
            Skip to content
          </a>
          <ModeBar environment={environment} />
          <div className="lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
            <Sidebar isOpen={isMenuOpen} onClose={() => setIsMenuOpen(false)} />
            <div className="min-w-0">
              <Topbar onOpenMenu={() => setIsMenuOpen(true)} onShowCalls={() => setShowsCalls(true)} />
              <main id="content" tabIndex={-1} className="mx-auto max-w-7xl px-4 py-6 sm:px-6 lg:px-8">
                <Suspense fallback={<Skeleton lines={12} />}>
                  <Outlet />
                </Suspense>
              </main>
            </div>
          </div>
          {showsCalls && <ApiCallPanel onClose={() => setShowsCalls(false)} />}
        </ToastPlace>
      </ApiProvider>
    </PlaceProvider>
  )
}
