import { createFileRoute, notFound, useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { ActivityTab } from "../components/service/activity-tab.tsx";
import { ConnectTab } from "../components/service/connect-tab.tsx";
import { PlansTab } from "../components/service/plans-tab.tsx";
import { RecordsTab } from "../components/service/records-tab.tsx";
import { ReviewsTab } from "../components/service/reviews-tab.tsx";
import { ServiceHeader } from "../components/service/service-header.tsx";
import { ServiceSkeleton } from "../components/service/service-skeleton.tsx";
import { TermsTab } from "../components/service/terms-tab.tsx";
import { ToolPicker } from "../components/service/tool-picker.tsx";
import { ToolsTab } from "../components/service/tools-tab.tsx";
import { VersionsTab } from "../components/service/versions-tab.tsx";
import { Notice } from "../components/ui/notice.tsx";
import { Tabs } from "../components/ui/tabs.tsx";
import { useService } from "../hooks/use-service.ts";
import { useServiceDetail } from "../hooks/use-service-detail.ts";
import { REVIEW_ORDERS } from "../lib/reviews.ts";

const TABS = [
  "tools",
  "try",
  "connect",
  "reviews",
  "plans",
  "versions",
  "records",
  "terms",
  "activity",
] as const;

export const Route = createFileRoute("/services/$namespace/$name")({
  validateSearch: z.object({
    tab: z.enum(TABS).optional().catch(undefined),
    tool: z.string().optional().catch(undefined),
    order: z.enum(REVIEW_ORDERS).optional().catch(undefined),
  }),
  component: ServicePage,
});

function ServicePage() {
  const { namespace, name } = Route.useParams();
  const { tab = "tools", tool, order = "newest" } = Route.useSearch();
  const navigate = useNavigate({ from: Route.fullPath });
  const fullName = `${namespace}/${name}`;
  const { data: service, isPending, error } = useService(fullName);
  const { data: detail, error: detailError } = useServiceDetail(fullName);

  if (isPending) return <ServiceSkeleton />;
  if (error) throw error;
  if (!service) throw notFound();
  const tools = detail?.tools ?? [];
  const url = detail?.connect.url ?? `${location.origin}/mcp/${fullName}`;

  return (
    <>
      <title>{`${service.title ?? fullName} · Stoa`}</title>
      <ServiceHeader service={service} health={detail?.health} verified={detail?.verified ?? false} />
      {detailError && (
        <Notice tone="caution" title="The gateway does not serve this service yet" className="mb-5">
          {detailError.message}
        </Notice>
      )}
      <Tabs
        label="About this service"
        value={tab}
        onValueChange={(next) =>
          void navigate({ search: (old) => ({ ...old, tab: next }), replace: true, resetScroll: false })
        }
        tabs={[
          {
            value: "tools",
            label: `Tools${tools.length ? ` ${tools.length}` : ""}`,
            panel: <ToolsTab tools={tools} />,
          },
          {
            value: "try",
            label: "Try",
            panel: (
              <ToolPicker
                service={fullName}
                serviceId={service.id}
                tools={tools}
                chosen={tool}
                onChoose={(next) =>
                  void navigate({
                    search: (old) => ({ ...old, tool: next }),
                    replace: true,
                    resetScroll: false,
                  })
                }
              />
            ),
          },
          {
            value: "connect",
            label: "Connect",
            panel: <ConnectTab name={fullName} url={url} paid={service.terms?.model !== "free"} />,
          },
          {
            value: "reviews",
            label: "Reviews",
            panel: (
              <ReviewsTab
                service={service}
                order={order}
                onOrder={(next) =>
                  void navigate({
                    search: (old) => ({ ...old, order: next }),
                    replace: true,
                    resetScroll: false,
                  })
                }
              />
            ),
          },
          { value: "plans", label: "Plans", panel: <PlansTab service={service} /> },
          { value: "versions", label: "Versions", panel: <VersionsTab serviceId={service.id} /> },
          { value: "records", label: "Records", panel: <RecordsTab service={service} /> },
          { value: "terms", label: "Terms", panel: <TermsTab service={service} /> },
          { value: "activity", label: "Activity", panel: <ActivityTab service={service} /> },
        ]}
      />
    </>
  );
}
