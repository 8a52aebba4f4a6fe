package deploy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	yamlv3 "go.yaml.in/yaml/v3"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"sigs.k8s.io/yaml"
)

// kinds are Kubernetes' own types.
var kinds = map[string]func() any{
	"v1 Namespace":                       func() any { return new(corev1.Namespace) },
	"v1 Service":                         func() any { return new(corev1.Service) },
	"v1 PersistentVolumeClaim":           func() any { return new(corev1.PersistentVolumeClaim) },
	"apps/v1 Deployment":                 func() any { return new(appsv1.Deployment) },
	"apps/v1 StatefulSet":                func() any { return new(appsv1.StatefulSet) },
	"batch/v1 Job":                       func() any { return new(batchv1.Job) },
	"batch/v1 CronJob":                   func() any { return new(batchv1.CronJob) },
	"networking.k8s.io/v1 NetworkPolicy": func() any { return new(networkingv1.NetworkPolicy) },
}

// objects reads every manifest; an unknown field, or one that stands twice, is an error.
func objects(t *testing.T) (all []any) {
	t.Helper()
	var files []string
	err := filepath.WalkDir("kubernetes", func(path string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".yaml") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 6 {
		t.Fatalf("only %v: %v", files, err)
	}
	for _, file := range files {
		for i, text := range documents(t, file) {
			var head struct{ APIVersion, Kind string }
			if err := yaml.Unmarshal(text, &head); err != nil {
				t.Fatal(file, err)
			}
			make, ok := kinds[head.APIVersion+" "+head.Kind]
			if !ok {
				t.Fatalf("%s, object %d: no kind that is known: %+v", file, i+1, head)
			}
			object := make()
			if err := yaml.UnmarshalStrict(text, object); err != nil {
				t.Errorf("%s, %s: %v", file, head.Kind, err)
			}
			all = append(all, object)
		}
	}
	return all
}

// documents parts a file at its lines of three hyphens.
func documents(t *testing.T, file string) (all [][]byte) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for d := yamlv3.NewDecoder(bytes.NewReader(body)); ; {
		var node yamlv3.Node
		err := d.Decode(&node)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(file, err)
		}
		text, err := yamlv3.Marshal(&node)
		if err != nil {
			t.Fatal(file, err)
		}
		all = append(all, text)
	}
}

// pod is what a workload starts.
type pod struct {
	name string
	corev1.PodTemplateSpec
	claims []string // made with it
}

func pods(all []any) (found []pod) {
	for _, o := range all {
		switch o := o.(type) {
		case *appsv1.Deployment:
			found = append(found, pod{o.Name, o.Spec.Template, nil})
		case *appsv1.StatefulSet:
			p := pod{o.Name, o.Spec.Template, nil}
			for _, c := range o.Spec.VolumeClaimTemplates {
				p.claims = append(p.claims, c.Name)
			}
			found = append(found, p)
		case *batchv1.Job:
			found = append(found, pod{o.Name, o.Spec.Template, nil})
		case *batchv1.CronJob:
			found = append(found, pod{o.Name, o.Spec.JobTemplate.Spec.Template, nil})
		}
	}
	return found
}

// TestKubernetes: every manifest is what Kubernetes reads, every pod is confined as the namespace
// wants it, and what a pod mounts is there.
func TestKubernetes(t *testing.T) {
	all := objects(t)
	claims, namespace := map[string]bool{}, ""
	for _, o := range all {
		switch o := o.(type) {
		case *corev1.PersistentVolumeClaim:
			claims[o.Name] = true
		case *corev1.Namespace:
			namespace = o.Name
			if o.Labels["pod-security.kubernetes.io/enforce"] != "restricted" {
				t.Error("the namespace lets pods do more than they need")
			}
		}
	}
	for _, o := range all {
		if m, ok := o.(interface{ GetNamespace() string }); ok && m.GetNamespace() != namespace {
			if _, is := o.(*corev1.Namespace); !is {
				t.Errorf("%T stands in %q", o, m.GetNamespace())
			}
		}
	}
	found := pods(all)
	if len(found) < 5 {
		t.Fatalf("only %d workloads", len(found))
	}
	for _, p := range found {
		t.Run(p.name, func(t *testing.T) { checkPod(t, p, claims) })
	}
}

func checkPod(t *testing.T, p pod, claims map[string]bool) {
	s := p.Spec
	if c := s.SecurityContext; c == nil || c.RunAsNonRoot == nil || !*c.RunAsNonRoot || c.SeccompProfile == nil || c.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
		t.Error("it may run as root, or without seccomp")
	}
	if s.AutomountServiceAccountToken == nil || *s.AutomountServiceAccountToken {
		t.Error("it is given a token for Kubernetes")
	}
	volumes := slices.Clone(p.claims)
	for _, v := range s.Volumes {
		volumes = append(volumes, v.Name)
		if c := v.PersistentVolumeClaim; c != nil && !claims[c.ClaimName] {
			t.Errorf("nobody claims %s", c.ClaimName)
		}
		if v.Secret != nil && (v.Secret.DefaultMode == nil || *v.Secret.DefaultMode != 0o440) {
			t.Errorf("%s can be read by all, or by nobody", v.Name)
		}
		if v.EmptyDir != nil && v.EmptyDir.SizeLimit == nil {
			t.Errorf("%s may fill the node's disk", v.Name)
		}
	}
	for _, c := range append(slices.Clone(s.InitContainers), s.Containers...) {
		checkContainer(t, c, volumes)
	}
}

func checkContainer(t *testing.T, c corev1.Container, volumes []string) {
	if c.SecurityContext == nil || c.SecurityContext.AllowPrivilegeEscalation == nil || *c.SecurityContext.AllowPrivilegeEscalation ||
		c.SecurityContext.Capabilities == nil || !slices.Contains(c.SecurityContext.Capabilities.Drop, "ALL") {
		t.Errorf("%s may take more rights", c.Name)
	}
	if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
		t.Errorf("%s takes what memory it likes, or is promised no processor", c.Name)
	}
	for _, m := range c.VolumeMounts {
		if !slices.Contains(volumes, m.Name) {
			t.Errorf("%s mounts %s, which is not there", c.Name, m.Name)
		}
	}
	for _, e := range c.Env {
		if path := e.Value; strings.HasSuffix(e.Name, "_FILE") && !slices.ContainsFunc(c.VolumeMounts, func(m corev1.VolumeMount) bool { return strings.HasPrefix(path, m.MountPath+"/") }) {
			t.Errorf("%s: %s=%s lies on no volume", c.Name, e.Name, path)
		}
		if strings.Contains(e.Name, "PASSWORD") && !strings.HasSuffix(e.Name, "_FILE") {
			t.Errorf("%s: whoever inspects the pod reads %s", c.Name, e.Name)
		}
	}
	for _, probe := range []*corev1.Probe{c.StartupProbe, c.ReadinessProbe, c.LivenessProbe} {
		if probe != nil && !slices.ContainsFunc(c.Ports, func(p corev1.ContainerPort) bool { return p.Name == probe.HTTPGet.Port.StrVal }) {
			t.Errorf("%s: a probe asks a port that nobody listens at", c.Name)
		}
	}
}

// TestKubernetesFitsTogether: services and policies find their pods, and the crawl is shared out
// whole: an index for every part.
func TestKubernetesFitsTogether(t *testing.T) {
	all := objects(t)
	found := pods(all)
	labelled := func(want map[string]string) bool {
		return slices.ContainsFunc(found, func(p pod) bool {
			for k, v := range want {
				if p.Labels[k] != v {
					return false
				}
			}
			return true
		})
	}
	for _, o := range all {
		switch o := o.(type) {
		case *corev1.Service:
			if !labelled(o.Spec.Selector) {
				t.Errorf("service %s has no pod", o.Name)
			}
		case *networkingv1.NetworkPolicy:
			if !labelled(o.Spec.PodSelector.MatchLabels) {
				t.Errorf("policy %s is about no pod", o.Name)
			}
			for _, e := range o.Spec.PodSelector.MatchExpressions {
				for _, v := range e.Values {
					if !labelled(map[string]string{e.Key: v}) {
						t.Errorf("policy %s: no pod is %s", o.Name, v)
					}
				}
			}
		case *batchv1.Job:
			if o.Spec.CompletionMode == nil {
				continue
			}
			n := *o.Spec.Completions
			want := fmt.Sprintf("$(JOB_COMPLETION_INDEX)/%d", n)
			if args := o.Spec.Template.Spec.Containers[0].Args; *o.Spec.CompletionMode != batchv1.IndexedCompletion || *o.Spec.Parallelism != n || !slices.Contains(args, want) {
				t.Errorf("%s is shared out as %v over %d", o.Name, args, n)
			}
		}
	}
	for _, p := range found {
		for _, c := range append(slices.Clone(p.Spec.InitContainers), p.Spec.Containers...) {
			asks := slices.ContainsFunc(c.Env, func(e corev1.EnvVar) bool { return e.Name == "GONGKAI_CLICKHOUSE" })
			if asks != (p.Labels["speaks-to"] == "clickhouse") {
				t.Errorf("%s speaks to ClickHouse: %t, and its labels say otherwise", p.name, asks)
			}
			if asks && (p.Spec.EnableServiceLinks == nil || *p.Spec.EnableServiceLinks) {
				t.Errorf("%s: Kubernetes sets variables that look like flags", p.name)
			}
		}
	}
}
