import { useCallback, useEffect, useState } from 'react'
import { Suspense } from 'react'
import { Navigate, Outlet, createBrowserRouter, matchPath, useLocation, useRouteError } from 'react-router'
import { ApiProblem } from './api/problem.ts'
import { createCallLog } from './api/call-log.ts'
import { Button } from './parts/Button.tsx'
import { ProblemNotice } from './parts/Notice.tsx'
import { PageTitle } from './parts/PageTitle.tsx'
import { outsidePages, pages } from './pages.tsx'
import { type Session, firstEnvironment, lastEnvironment, readSession, signInPath } from './session.ts'
import { MissingPage } from './shell/MissingPage.tsx'
import { Shell } from './shell/Shell.tsx'

type SessionState =
  | { at: 'reading' }
  | { at: 'failed'; problem: unknown }
  | { at: 'signed-out' }
  | { at: 'in'; session: Session }

/** Reads who is signed in; everybody else is led to the sign-in page, and back to here after. */
const SignedIn = ({
  children,
}: {
  children: (session: Session, reload: () => Promise<void>) => React.ReactNode
}) => {
  const [state, setState] = useState<SessionState>({ at: 'reading' })
  const { pathname, search } = useLocation()
  const reload = useCallback(async (alsoReady?: Promise<void>) => {
    try {
      const session = await readSession(createCallLog())
      await alsoReady
      setState({ at: 'in', session })
    } catch (problem) {
      const isSignedOut = problem instanceof ApiProblem && problem.status === 401
      setState(isSignedOut ? { at: 'signed-out' } : { at: 'failed', problem })
    }
  }, [])
  useEffect(() => {
    // The page's own code beside the session, not after it.
    const page = pages.find(({ path }) => matchPath(`/dashboard/:environmentId/${path}`, pathname))
    void reload(page?.preload())
  }, [reload])

  if (state.at === 'in') return children(state.session, reload)
  if (state.at === 'signed-out') return <Navigate to={signInPath(`${pathname}${search}`)} replace />
  if (state.at === 'reading') return null
  return (
    <main className="mx-auto max-w-lg space-y-4 px-4 py-24">
      <PageTitle name="Dashboard">The dashboard cannot be shown</PageTitle>
      <ProblemNotice problem={state.problem} onRetry={() => void reload()} />
    </main>
  )
}

const ToFirstEnvironment = ({ session }: { session: Session }) => {
  const environment = firstEnvironment(session, lastEnvironment.read())
  return environment ? <Navigate to={environment.base} replace /> : <MissingPage what="environment" />
}

/** A page's own failure, or a part of the program that a newer build no longer has. */
const BrokenPage = () => {
  const error = useRouteError()
  console.error(error)
  return (
    <main className="mx-auto max-w-lg space-y-4 px-4 py-24">
      <PageTitle name="Something broke">Something broke on this page</PageTitle>
      <p className="text-ink-soft">Loading the page again shows what Flint has, and often helps.</p>
      <Button look="primary" onClick={() => location.reload()}>
        Load again
      </Button>
    </main>
  )
}

export const router = createBrowserRouter([
  {
    element: (
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
    ),
    errorElement: <BrokenPage />,
    children: [
      {
        path: '/dashboard',
        element: <SignedIn>{(session) => <ToFirstEnvironment session={session} />}</SignedIn>,
      },
      ...outsidePages.map(({ path, Page }) => ({ path: `/dashboard/${path}`, element: <Page /> })),
      {
        path: '/dashboard/:environmentId',
        element: (
          <SignedIn>{(session, reload) => <Shell session={session} reloadSession={reload} />}</SignedIn>
        ),
        children: [
          ...pages.map(({ path, Page }) => ({ path, errorElement: <BrokenPage />, element: <Page /> })),
          { path: '*', element: <MissingPage /> },
        ],
      },
      { path: '*', element: <MissingPage /> },
    ],
  },
])
