// Made by codegen.mjs: do not edit.
import type { TypedDocumentNode } from "urql";
import type {
  QualitySummaryQuery,
  QualitySummaryQueryVariables,
  QualityFindingsQuery,
  QualityFindingsQueryVariables,
  QualityWorkListQuery,
  QualityWorkListQueryVariables,
} from "../gql";

type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;

export const QualitySummaryDocument = "query QualitySummary {\n  qualitySummary {\n    ...QualityDayShown\n  }\n  people: qualityTrend(noun: PERSON, first: 60) {\n    ...QualityDayShown\n  }\n  organizations: qualityTrend(noun: ORGANIZATION, first: 60) {\n    ...QualityDayShown\n  }\n}\nfragment QualityDayShown on QualityDay {\n  day\n  noun\n  team {\n    id\n    name\n  }\n  source\n  rule\n  records\n  completeness\n  accuracy\n  freshness\n  crossReference\n  findings\n  computedAt\n}" as unknown as TypedDocument<QualitySummaryQuery, QualitySummaryQueryVariables>;

export const QualityFindingsDocument = "query QualityFindings($severities: [QualitySeverity!], $first: Int!, $after: Cursor) {\n  qualityFindings(severities: $severities, first: $first, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      rule\n      severity\n      field\n      sentence\n      record {\n        ...QualityRecord\n      }\n      others {\n        ...QualityRecord\n      }\n    }\n  }\n}\nfragment QualityRecord on Node {\n  __typename\n  id\n  ... on Person {\n    name\n  }\n  ... on Organization {\n    name\n  }\n  ... on Role {\n    title\n    organization {\n      id\n      name\n    }\n  }\n}" as unknown as TypedDocument<QualityFindingsQuery, QualityFindingsQueryVariables>;

export const QualityWorkListDocument = "query QualityWorkList($first: Int!, $after: Cursor) {\n  qualityWorkList(first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      person {\n        id\n        name\n      }\n      organization {\n        id\n        name\n      }\n      influence\n      freshness\n      priority\n      field\n      days\n    }\n  }\n}" as unknown as TypedDocument<QualityWorkListQuery, QualityWorkListQueryVariables>;
