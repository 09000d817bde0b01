package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/robfig/cron/v3"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/nightrounds/rounds/pipelines"
)

// manifest decodes the one document of a kind in a file. A field that Kubernetes does not know is an error.
func manifest[T any](t *testing.T, file, kind string) *T {
	t.Helper()
	for _, document := range strings.Split(read(t, deployed+"kubernetes/"+file), "\n---\n") {
		if strings.Contains(document, "\nkind: "+kind+"\n") {
			var into T
			if err := yaml.UnmarshalStrict([]byte(document), &into); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			return &into
		}
	}
	t.Fatalf("%s has no %s", file, kind)
	return nil
}

// TestCronJob reads the nightly manifest as Kubernetes would.
func TestCronJob(t *testing.T) {
	spec := manifest[batch.CronJob](t, "rounds.yaml", "CronJob").Spec
	if _, err := cron.ParseStandard(spec.Schedule); err != nil || spec.TimeZone == nil || *spec.TimeZone != "Etc/UTC" {
		t.Errorf("schedule %q in zone %v", spec.Schedule, spec.TimeZone)
	}
	if spec.ConcurrencyPolicy != batch.ForbidConcurrent || spec.StartingDeadlineSeconds == nil {
		t.Error("two nights may run at once, or one that was missed is not made up for")
	}
	job := spec.JobTemplate.Spec
	if job.BackoffLimit == nil || *job.BackoffLimit < 1 {
		t.Error("an incomplete night is not tried again")
	}
	retries(t, job)
	sealed(t, job.Template.Spec)
	if args := rounder(t, job.Template.Spec).Args; args[0] != "run" {
		t.Errorf("it runs %v", args)
	}
	config := manifest[core.ConfigMap](t, "rounds.yaml", "ConfigMap").Data["rounds.yaml"]
	if _, err := pipelines.ParseConfig([]byte(config)); err != nil {
		t.Error(err)
	}
	for _, line := range strings.Split(config, "\n") {
		if _, path, ok := strings.Cut(line, "file:"); ok && filepath.Dir(path) != "/run/rounds/secrets" {
			t.Errorf("a secret is looked for at %s", path)
		}
	}
}

// TestIndexedJob reads the backfill's manifest: there are as many pods as parts.
func TestIndexedJob(t *testing.T) {
	job := manifest[batch.Job](t, "backfill.yaml", "Job").Spec
	if job.CompletionMode == nil || *job.CompletionMode != batch.IndexedCompletion || job.BackoffLimitPerIndex == nil {
		t.Error("the pods have no index, or one part that fails ends the others")
	}
	args := rounder(t, job.Template.Spec).Args
	if args[0] != "backfill" {
		t.Errorf("it runs %v", args)
	}
	at := slices.Index(args, "--shard")
	if at < 0 || at == len(args)-1 {
		t.Fatalf("no --shard in %v", args)
	}
	shard, err := pipelines.ParseShard(args[at+1], "3")
	if job.Completions == nil {
		t.Fatal("nobody says how many pods")
	}
	if pods := int(*job.Completions); err != nil || shard != (pipelines.Shard{Index: 4, Of: pods}) {
		t.Errorf("the fourth of %d pods is shard %v: %v", pods, shard, err)
	}
	retries(t, job)
	sealed(t, job.Template.Spec)
}

// retries sees that a job gives up where a person must act, and only there.
func retries(t *testing.T, job batch.JobSpec) {
	t.Helper()
	if job.PodFailurePolicy == nil || job.Template.Spec.RestartPolicy != core.RestartPolicyNever {
		t.Fatal("exit codes are told apart only with a pod failure policy, which needs restartPolicy Never")
	}
	var final []int32
	for _, rule := range job.PodFailurePolicy.Rules {
		if codes := rule.OnExitCodes; codes != nil {
			if rule.Action != batch.PodFailurePolicyActionFailJob || codes.Operator != batch.PodFailurePolicyOnExitCodesOpIn || *codes.ContainerName != "rounds" {
				t.Errorf("rule %v", rule)
			}
			final = append(final, codes.Values...)
		}
	}
	if !slices.Equal(final, []int32{exitUsage, exitAuth, exitQuality}) {
		t.Errorf("gives up at %v", final)
	}
}

// sealed sees that a pod runs as nobody special, with nothing to write to but what it needs, and that all it mounts is there.
func sealed(t *testing.T, pod core.PodSpec) {
	t.Helper()
	if s := pod.SecurityContext; s == nil || s.RunAsNonRoot == nil || !*s.RunAsNonRoot || s.RunAsUser == nil || s.FSGroup == nil || s.SeccompProfile == nil {
		t.Error("the pod may run as root, or cannot read its secrets")
	}
	volumes := map[string]core.Volume{}
	for _, v := range pod.Volumes {
		volumes[v.Name] = v
	}
	for _, c := range append(slices.Clone(pod.InitContainers), pod.Containers...) {
		s := c.SecurityContext
		if s == nil || !*s.ReadOnlyRootFilesystem || *s.AllowPrivilegeEscalation || !slices.Equal(s.Capabilities.Drop, []core.Capability{"ALL"}) {
			t.Errorf("container %s is open", c.Name)
		}
		if c.Resources.Requests.Cpu().IsZero() || c.Resources.Limits.Memory().IsZero() {
			t.Errorf("container %s asks for no resources", c.Name)
		}
		for _, m := range c.VolumeMounts {
			if _, ok := volumes[m.Name]; !ok {
				t.Errorf("container %s mounts %s, which is not there", c.Name, m.Name)
			}
		}
	}
	if s := volumes["mounted"].Secret; s == nil || s.DefaultMode == nil || *s.DefaultMode != 0o400 {
		t.Error("the secret is not mounted 0400")
	}
	if e := volumes["secrets"].EmptyDir; e == nil || e.Medium != core.StorageMediumMemory {
		t.Error("secrets are copied to a disk")
	}
}

// rounder is the container that runs the program; its command line and its warehouse are ones that the program takes.
func rounder(t *testing.T, pod core.PodSpec) core.Container {
	t.Helper()
	n := slices.IndexFunc(pod.Containers, func(c core.Container) bool { return c.Name == "rounds" })
	if n < 0 || len(pod.Containers[n].Args) == 0 {
		t.Fatal("there is no container rounds")
	}
	c := pod.Containers[n]
	understood(t, c.Args)
	var w pipelines.WarehouseConfig
	err := w.FromEnv(func(name string) string {
		for _, e := range c.Env {
			if e.Name == name {
				return e.Value
			}
		}
		return ""
	})
	if err != nil || w.Server == nil || !w.Server.Secure {
		t.Errorf("the warehouse is %+v: %v", w.Server, err)
	}
	return c
}

// TestSecretsOfAPod runs the first container's command over a folder as Kubernetes mounts it: links to files that the group reads.
func TestSecretsOfAPod(t *testing.T) {
	for _, pod := range []core.PodSpec{
		manifest[batch.CronJob](t, "rounds.yaml", "CronJob").Spec.JobTemplate.Spec.Template.Spec,
		manifest[batch.Job](t, "backfill.yaml", "Job").Spec.Template.Spec,
	} {
		dir := t.TempDir()
		data := filepath.Join(dir, "mounted", "..data")
		if err := os.MkdirAll(data, 0o750); err != nil {
			t.Fatal(err)
		}
		keep(t, filepath.Join(data, "vsee-token"), "minted")
		chmod(t, filepath.Join(data, "vsee-token"), 0o440)
		if err := os.Symlink("..data/vsee-token", filepath.Join(dir, "mounted", "vsee-token")); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(filepath.Join(dir, "secrets"), 0o700); err != nil {
			t.Fatal(err)
		}
		command := slices.Clone(pod.InitContainers[0].Command)
		for n := range command {
			command[n] = strings.ReplaceAll(command[n], "/run/rounds/", dir+"/")
		}
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		copied := filepath.Join(dir, "secrets", "vsee-token")
		info, err := os.Lstat(copied)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != 0o400 || read(t, copied) != "minted" {
			t.Errorf("a secret is copied with mode %v", info.Mode())
		}
	}
}
