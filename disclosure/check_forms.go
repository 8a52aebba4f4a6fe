package disclosure

import (
	"slices"
	"sync"
)

var outcomeIndicators = []string{
	"outcome_granted", "outcome_partial",
	"outcome_denied_state_secret", "outcome_denied_law_forbidden", "outcome_denied_safety_stability", "outcome_denied_third_party",
	"outcome_denied_internal_affairs", "outcome_denied_process_info", "outcome_denied_enforcement_file", "outcome_denied_admin_query",
	"outcome_unable_not_held", "outcome_unable_need_creation", "outcome_unable_unclear",
	"outcome_not_processed_petition", "outcome_not_processed_repeat", "outcome_not_processed_publication",
	"outcome_not_processed_excessive", "outcome_not_processed_reconfirm",
}

var otherIndicators = []string{"outcome_other_no_correction", "outcome_other_fee_unpaid", "outcome_other_misc"}

// The identities of the forms of 2021, with the three parts of 其他处理, of reports that print
// it as a single row, and of the statistics of 2008, of 2014 and of table 2 of 2019.
var (
	splitIdentities      = sync.OnceValue(func() []identity { return unifiedIdentities(otherIndicators) })
	pooledIdentities     = sync.OnceValue(func() []identity { return unifiedIdentities([]string{"outcome_other"}) })
	statisticsIdentities = sync.OnceValue(func() []identity {
		return slices.Concat(localIdentities(), nationalIdentities(), nationalBounds(), proactiveBounds())
	})
)

// unifiedIdentities lists the identities of tables 3 and 4 of the unified form.
func unifiedIdentities(others []string) []identity {
	var ids []identity
	outcomes := slices.Concat(outcomeIndicators, others)
	for _, c := range Applicants {
		flow := sum(RuleRequestsFlow, Key{"outcome_total", c}, []string{"requests_new", "requests_carried_in", "requests_carried_out"}, c)
		flow.left[2].sign = -1
		ids = append(ids, flow, sum(RuleOutcomeSum, Key{"outcome_total", c}, outcomes, c))
	}
	rows := slices.Concat([]string{"requests_new", "requests_carried_in"}, outcomeIndicators, otherIndicators, []string{"outcome_other", "outcome_total", "requests_carried_out"})
	for _, row := range rows {
		id := identity{rule: RuleApplicantSum, right: Key{row, Total}}
		for _, c := range Applicants[:6] {
			id.left = append(id.left, term{Key{row, c}, 1})
		}
		ids = append(ids, id)
	}
	for _, t := range []struct{ rule, stem string }{{RuleReviewSum, "reconsideration"}, {RuleDirectSuitSum, "litigation_direct"}, {RuleReviewedSuitSum, "litigation_after_review"}} {
		ids = append(ids, sum(t.rule, Key{Indicator: t.stem + "_total"}, stems(t.stem+"_", "upheld", "corrected", "other", "pending"), NoApplicant))
	}
	return ids
}

func stems(stem string, parts ...string) []string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = stem + p
	}
	return all
}

// localIdentities are the sums of the statistics that provinces and counties printed before
// 2014. Their forms differ: a sum is held only where the table prints every part, and nobody
// is to blame.
func localIdentities() []identity {
	ids := []identity{
		sum(RuleLocalChannels, Key{Indicator: "narrative_requests_received"}, stems("narrative_requests_channel_", "in_person", "fax", "email", "online", "letter", "other"), NoApplicant),
		sum(RuleLocalAnswers, Key{Indicator: "narrative_answer_total"}, stems("narrative_answer_", "granted", "partial", "denied_all"), NoApplicant),
		sum(RuleLocalRefusals, Key{Indicator: "narrative_answer_denied_all"}, stems("narrative_answer_denied_", "not_gov_info", "not_exist", "not_held", "unclear",
			"exempt_1", "exempt_2", "exempt_3", "exempt_4", "exempt_5", "exempt_6", "other"), NoApplicant),
	}
	for i := range ids {
		ids[i].loose, ids[i].tabled = true, true
	}
	return ids
}

// nationalIdentities are the sums of the statistics of 2014. Provinces added rows to them.
func nationalIdentities() []identity {
	ids := []identity{
		sum(RuleChannelSum, Key{Indicator: "requests_received"}, stems("requests_channel_", "in_person", "fax", "online", "letter"), NoApplicant),
		sum(RuleClosedSum, Key{Indicator: "requests_closed"}, stems("requests_closed_", "on_time", "extended"), NoApplicant),
		sum(RuleAnswerSum, Key{Indicator: "answer_total"}, stems("answer_", "already_public", "granted", "partial", "denied", "not_own_agency", "not_exist", "asked_to_amend", "other_channel"), NoApplicant),
		sum(RuleRefusalSum, Key{Indicator: "answer_denied"}, stems("answer_denied_", "state_secret", "trade_secret", "privacy", "safety_stability", "not_gov_info", "other_law"), NoApplicant),
		sum(RuleDecidedReviews, Key{Indicator: "reconsideration_decided"}, stems("reconsideration_", "upheld", "corrected", "other"), NoApplicant),
		sum(RuleDecidedSuits, Key{Indicator: "litigation_decided"}, stems("litigation_", "upheld", "corrected", "other"), NoApplicant),
		sum(RuleStaffSum, Key{Indicator: "staffing_total"}, stems("staffing_", "full_time", "part_time"), NoApplicant),
	}
	for i := range ids {
		ids[i].open = true
	}
	return ids
}

// publishedChannels are the ways in which information was published, of the statistics of 2014.
var publishedChannels = stems("published_channel_", "gazette", "website", "weibo", "wechat", "other")

// nationalBounds are what the words of the statistics of 2014 bound: 其中, and a total that counts
// once what was published in several ways.
func nationalBounds() []identity {
	bounds := []identity{
		bound(RuleNormativePart, "published_normative_documents", "published_total"),
		bound(RuleLeaderPart, "response_press_conferences_leader", "response_press_conferences"),
		bound(RuleLeaderPart, "response_interview_leader", "response_interview"),
		bound(RuleNormativeMade, "published_normative_documents", "proactive_normative_documents_made"),
		bound(RuleAnswersClosed, "answer_total", "requests_closed"),
	}
	for _, c := range publishedChannels {
		bounds = append(bounds, bound(RuleChannelPart, c, "published_total"))
	}
	whole := sum(RuleChannelsWhole, Key{Indicator: "published_total"}, publishedChannels, NoApplicant)
	whole.relation, whole.open = atLeast, true
	return append(bounds, whole)
}

// proactiveBounds are what is usual in table 2 of the form of 2019.
func proactiveBounds() []identity {
	var bounds []identity
	for _, stem := range []string{"proactive_rules_", "proactive_normative_documents_"} {
		bounds = append(bounds, bound(RuleNewOfAll, stem+"new_published", stem+"total_published"), bound(RuleNewOfMade, stem+"new_published", stem+"made"))
	}
	return bounds
}

// bound states that a figure is at most another.
func bound(rule, part, whole string) identity {
	id := sum(rule, Key{Indicator: whole}, []string{part}, NoApplicant)
	id.relation = atMost
	return id
}
